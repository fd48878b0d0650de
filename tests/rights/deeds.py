"""What is sent to the addresses that do something: enough to be done by who may.

`by` opens the page first, and the page's own form is sent with `data` on top. Where nothing is
said here an empty POST is sent, which is enough to tell who is refused.
"""

from datetime import timedelta
from typing import Any, NamedTuple

from foundation.text.dates import today
from tests.factories import LONG
from tests.rights.brought import deeds_brought
from tests.rights.places import Place
from tests.rights.scenario import Scenario
from tests.rights.walking import Visitors, form_on


class Deed(NamedTuple):
    """Who may do it, and what they fill in."""

    by: str
    data: dict[str, Any]


def deeds(made: Scenario) -> dict[tuple[str, str], Deed]:
    """By address and what it is about."""
    world = made.at.world
    version = {name: each.version for name, each in made.meeting.items()}
    waiting = made.initiative["submitted"]
    return {
        ("operations_retry", "given up"): Deed("operator", {}),
        ("operations_mail", "in doubt"): Deed("operator", {"framme": ""}),
        ("county_row", "a body"): Deed("operator", {"name": "Nytt namn"}),
        ("county_row", "a person"): Deed("operator", {"name": "Nytt namn"}),
        ("county_row_new", "people"): Deed(
            "operator", {"email": "ny@example.test", "name": "Ny Person"}
        ),
        ("diary_new", "–"): Deed(
            "registrar",
            {"where": "new", "case_title": "Ett ärende", "title": "Skrivelse",
             "category": "Skrivelse", "direction": "incoming", "dated": today().isoformat()},
        ),
        ("diary_work_check", "–"): Deed("registrar", {}),
        ("diary_correct", "disclosed"): Deed("registrar", {"dated": today().isoformat()}),
        ("diary_mark", "disclosed"): Deed(
            "registrar",
            {"provision": "OSL 25 kap. 1 §", "authority": "Regionen", "note": "",
             "marked_on": today().isoformat()},
        ),
        ("diary_lift", "marked secret"): Deed("registrar", {"reason": "Prövat"}),
        ("diary_void", "disclosed"): Deed("registrar", {"reason": "Dubbelt registrerad"}),
        ("need_give", "–"): Deed(
            "anonymous",
            {"title": "Svårt att få tid", "text": LONG, "origin": "citizen",
             "no_personal_data": "on"},
        ),
        ("need_ask", "–"): Deed("anonymous", {"code": made.need["received"].code}),
        ("need_assess", "received"): Deed("assessor", {"outcome": "assess"}),
        ("initiative_new", "–"): Deed(
            "author",
            {"title": "Ett nytt initiativ", "originating_body": world.group_b.pk,
             "searched": "on"},
        ),
        ("initiative_section", "draft"): Deed("author", {}),
        ("initiative_section", "preparing"): Deed("preparer", {}),
        ("initiative_ready", "preparing"): Deed("preparer", {}),
        ("initiative_step", "send_to_preparation, draft"): Deed("author", {}),
        ("initiative_step", "return_to_author, preparing"): Deed("preparer", {"reason": "Mer."}),
        ("initiative_step", "submit, preparing"): Deed("convener", {}),
        ("initiative_step", "request_completion, submitted"): Deed(
            "receiver", {"reason": "Beskriv testet.", "fields": ["D2"]}
        ),
        ("initiative_step", "resubmit_remitted, remitted"): Deed(
            "author", {"reason": "Kostnaden är utredd."}
        ),
        ("initiative_step", "withdraw, submitted"): Deed("author", {"reason": "Vi väntar."}),
        ("initiative_step", "withdraw, draft"): Deed("author", {"reason": "Vi väntar."}),
        ("directive_edit", "approved"): Deed("preparer", {}),
        ("indicator_fetch", "–"): Deed("steward", {"kalla": "kolada"}),
        ("indicator_review", "changed"): Deed("steward", {}),
        ("indicator_held", "waits"): Deed("steward", {"note": "Kontrollerat.", "godkann": ""}),
        ("meeting_new", "–"): Deed(
            "registrar",
            {"body": world.steering.pk, "held_on": (today() + timedelta(days=30)).isoformat(),
             "dispatch_on": "", "starts_at": "", "version": ""},
        ),
        ("meeting_change", "planned"): Deed("registrar", {"place": "Ett annat rum"}),
        ("meeting_take_up", "planned"): Deed(
            "registrar", {"initiative": waiting.pk, "version": version["planned"]}
        ),
        ("meeting_diarise", "running"): Deed("registrar", {}),
        ("matter", "to decide"): Deed("decider", {"stance": "supports"}),
        ("matter_decide", "to decide"): Deed(
            "registrar",
            {"outcome": "rejected", "motivation": "Arbetet pågår redan i regionen."},
        ),
        ("matter_strike", "planned"): Deed("registrar", {}),
        ("decision_diarise", "unpublished"): Deed("registrar", {}),
        **{place: Deed(*deed) for place, deed in deeds_brought(made).items()},
    }  # fmt: skip


def payload(visitors: Visitors, place: Place, deed: Deed | None) -> dict[str, Any]:
    """The page's own form, as the one who may do it meets it, with what is filled in."""
    if deed is None:
        return {}
    page = visitors.get(deed.by, place.url)
    return form_on(page, place.url) | deed.data
