"""Addresses of needs, initiatives, ongoing work and directives."""

from django.urls import path, register_converter

from initiatives.views import (
    directive,
    inbox,
    listing,
    needs_public,
    needs_work,
    overview,
    public,
    section,
    start,
    steps,
)


class SectionCode:
    """A section of the template: a capital letter, perhaps with a figure."""

    regex = "[A-ZÅÄÖ][A-ZÅÄÖ0-9]{0,2}"

    @staticmethod
    def to_python(value: str) -> str:
        """As it stands."""
        return value

    to_url = to_python


register_converter(SectionCode, "section_code")

ONE = "arbete/initiativ/<int:pk>/"

urlpatterns = [
    path("behov/", needs_public.overview, name="needs_public"),
    path("behov/lamna/", needs_public.give, name="need_give"),
    path("behov/svar/", needs_public.ask, name="need_ask"),
    path("behov/svar/<str:code>/", needs_public.answer, name="need_answer"),
    path("behov/svar/<str:code>/tack/", needs_public.thanks, name="need_thanks"),
    path("satsningar/", public.initiatives, name="initiatives_public"),
    path("satsningar/<int:pk>/", public.initiative, name="initiative_public"),
    path("projekt/", public.projects, name="projects_public"),
    path("projekt/<slug:key>/", public.project, name="project_public"),
    path("arbete/behov/", needs_work.needs, name="needs_work"),
    path("arbete/behov/<int:pk>/", needs_work.assess, name="need_assess"),
    path("arbete/initiativ/", listing.mine, name="initiatives_work"),
    path("arbete/initiativ/nytt/", start.start, name="initiative_new"),
    path("arbete/initiativ/liknande/", start.similar, name="initiative_similar"),
    path(ONE, overview.overview, name="initiative_work"),
    path(f"{ONE}andringar/", overview.changes, name="initiative_changes"),
    path(f"{ONE}versioner/<int:edition>/", overview.submission, name="initiative_submission"),
    path(f"{ONE}direktiv/", directive.edit, name="directive_edit"),
    path(f"{ONE}direktiv/lamna/", directive.hand_in, name="directive_hand_in"),
    path(f"{ONE}direktiv/<int:edition>/", directive.read, name="directive_read"),
    path(f"{ONE}fardigberett/", steps.ready, name="initiative_ready"),
    path(f"{ONE}<section_code:code>/", section.section, name="initiative_section"),
    path(f"{ONE}<slug:word>/", steps.step, name="initiative_step"),
    path("arbete/inkorg/", inbox.inbox, name="initiative_inbox"),
]
