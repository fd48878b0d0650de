"""Information pages: what the portal is, words, accessibility, personal data, cookies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from county.models import Organisation, Term
from foundation.publishing import published
from foundation.text.sorting import sort_key


@published("county")
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the portal is for and how a matter travels through it."""
    principals = Organisation.objects.filter(is_principal=True)
    return render(request, "about/about.html", {"principals": principals})


@published("county")
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """The county's words, explained."""
    rows = sorted(Term.objects.exclude(explanation=""), key=lambda term: sort_key(term.indefinite))
    return render(request, "about/terms.html", {"terms": rows})


@published("county")
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Tillgänglighetsredogörelse (13 § lagen 2018:1937)."""
    return render(request, "about/accessibility.html")


@published("county")
@require_safe
def personal_data(request: HttpRequest) -> HttpResponse:
    """How personal data are treated (dataskyddsförordningen art. 13)."""
    host = Organisation.objects.filter(is_host=True).first()
    return render(request, "about/personal_data.html", {"host": host})


@published("county")
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """The few cookies there are (lagen 2022:482 om elektronisk kommunikation, 9 kap. 28 §)."""
    return render(request, "about/cookies.html")


@published("county")
@require_safe
def easy(request: HttpRequest) -> HttpResponse:
    """The portal in easy Swedish."""
    return render(request, "about/easy.html")


@published("county")
@require_safe
def finnish(request: HttpRequest) -> HttpResponse:
    """The portal in Finnish (lagen 2009:724 om nationella minoriteter och minoritetsspråk)."""
    return render(request, "about/finnish.html")


@published("county")
@require_safe
def english(request: HttpRequest) -> HttpResponse:
    """The portal in English."""
    return render(request, "about/english.html")
