"""/verifiera/: how the chain stands, and whether a file is the one that was registered."""

from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from diary.checking import check_file
from diary.content import LARGEST
from diary.forms import ChecksumForm, UploadForm
from diary.models import ChainCheck, ChainHead
from foundation.publishing import published

# What a browser adds around a file in a form.
_FORM_OVERHEAD = 64 * 1024


@published("diary", "chain", "clock")
@csrf_exempt  # changes nothing and reads no session; a token would set a cookie
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The chain's state; with a number and a checksum or a PDF, the answer to that."""
    if request.method == "POST":
        return _upload(request)
    if request.GET:
        form = ChecksumForm(request.GET)
        if form.is_valid():
            answer = check_file(
                number_text=form.cleaned_data["nummer"],
                digest=form.cleaned_data["summa"].strip().lower(),
            )
            return _page(request, checksum_form=form, answer=answer)
        return _page(request, checksum_form=form, failed=form)
    return _page(request)


def _upload(request: HttpRequest) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST + _FORM_OVERHEAD:
        return _page(request, too_large=True, status=413)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, upload_form=form, failed=form, status=422)
    answer = check_file(
        number_text=form.cleaned_data["nummer"],
        digest=sha256(form.cleaned_data["fil"].content).hexdigest(),
    )
    return _page(request, upload_form=form, answer=answer)


def _page(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    context = {
        "checksum_form": ChecksumForm(),
        "upload_form": UploadForm(),
        "check": ChainCheck.objects.first(),
        "heads": ChainHead.objects.select_related("series").order_by("series__prefix"),
    } | context
    return render(request, "diary/verify.html", context, status=status)
