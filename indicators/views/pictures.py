"""Pictures as answers that other sites may show."""

from django.http import HttpResponse

SVG = "image/svg+xml; charset=utf-8"


def picture_answer(drawn: str) -> HttpResponse:
    """A picture that a page on another site may show; it is the same for everybody."""
    answer = HttpResponse(drawn, content_type=SVG)
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
