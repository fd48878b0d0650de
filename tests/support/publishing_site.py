"""A small public site for the publishing tests. Its content is the subjects of mail rows."""

import os
import time

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import include, path

from foundation.models import OutgoingMail
from foundation.publishing import published

SLOW = "slow"


@published("list")
def front(_request: HttpRequest) -> HttpResponse:
    """All subjects."""
    subjects = OutgoingMail.objects.exclude(subject="").values_list("subject", flat=True)
    return HttpResponse("<h1>Prov</h1>" + "\n".join(f"<p>{each}</p>" for each in subjects) * 20)


@published("list", "item:{key}")
def item(_request: HttpRequest, key: str) -> HttpResponse:
    """One subject; an empty one is not public. The key `slow` reads early and answers late."""
    row = OutgoingMail.objects.filter(key=key).exclude(subject="").first()
    if key == SLOW:
        time.sleep(float(os.environ.get("SLOW_SECONDS", "0.4")))
    if row is None:
        raise Http404
    return HttpResponse(f"<p>{row.subject}</p>" * 50)


@published("plain")
def plain(_request: HttpRequest) -> HttpResponse:
    """Too short to be worth compressing."""
    return HttpResponse("x", content_type="text/plain; charset=utf-8")


@published("clock")
def clock(_request: HttpRequest) -> HttpResponse:
    """Never the same twice."""
    return HttpResponse(str(time.time_ns()))


@published("bad")
def bad(request: HttpRequest, why: str) -> HttpResponse:
    """Answers that must not be published, each for its own reason."""
    response = HttpResponse("bad")
    if why == "cookie":
        response.set_cookie("kaka", "1")
    elif why == "session":
        request.session.get("user")
    elif why == "private":
        response["Cache-Control"] = "private"
    elif why == "teapot":
        response.status_code = 418
    elif why == "stream":
        return StreamingHttpResponse(["bad"])  # type: ignore[return-value]
    elif why == "error":
        raise RuntimeError("the view is broken")
    return response


def unpublished(request: HttpRequest) -> HttpResponse:
    """An ordinary view that tells what it saw."""
    return HttpResponse(f"{request.method} {request.GET.get('q', '')}")


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """A plain 404, which needs no county."""
    return HttpResponse("saknas", status=404)


def paths() -> list[str]:
    """The front page, and an item for every public row."""
    keys = OutgoingMail.objects.exclude(subject="").values_list("key", flat=True)
    return ["/prov/", *(f"/prov/{key}/" for key in keys)]


urlpatterns = [
    path("prov/", front),
    path("prov/kort/", plain),
    path("prov/klocka/", clock),
    path("prov/fel/<why>/", bad),
    path("prov/vanlig/", unpublished),
    path("prov/<key>/", item),
    path("", include("narvard.urls")),
]
handler404 = "tests.support.publishing_site.not_found"
