"""What stands for the arguments of each address: real things in several states.

An address without arguments needs no line here. One with arguments does: name what is tried and
give the values. Every line becomes a row in addresses.tsv, and one in actions.tsv if it takes a
POST.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import reverse

from initiatives.views.links import WORDS
from tests.rights.brought import places_brought
from tests.rights.scenario import Scenario
from tests.rights.walking import addresses

NOT_THERE = 999_999


class Place(NamedTuple):
    """One address with one thing in it."""

    name: str
    what: str
    url: str


def places(made: Scenario) -> Iterator[Place]:
    """Every address of the portal with everything to try in it."""
    arguments = _arguments(made)
    for name, route in addresses():
        if "<" not in route:
            yield Place(name, "–", reverse(name))
            continue
        if name not in arguments:
            raise AssertionError(
                f"The address {name} ({route}) is new. Say in tests/rights/places.py what to try "
                f'in it: "{name}": {{"what it is": [value, …]}}'
            )
        for what, values in arguments[name].items():
            yield Place(name, what, reverse(name, args=values))
    strays = set(arguments) - {name for name, _route in addresses()}
    assert not strays, f"no such address any more: {sorted(strays)} (tests/rights/places.py)"


def _arguments(made: Scenario) -> dict[str, dict[str, list[Any]]]:
    return {
        **_accounts(made),
        **_county(made),
        **_register(made),
        **_needs(made),
        **_initiatives(made),
        **_meetings(made),
        **_open(made),
        **_figures(made),
        **places_brought(made),
    }


def _accounts(made: Scenario) -> dict[str, dict[str, list[Any]]]:
    key = {"nobody's": [NOT_THERE]}
    return {
        "operations_retry": {"given up": [made.rest["event"].pk], "none": [NOT_THERE]},
        "operations_mail": {"in doubt": [made.rest["mail"].pk], "none": [NOT_THERE]},
        "demo_login": {"no demo user": ["author"]},
        "account_reset_password_from_key": {"a bad link": ["1", "x-y"]},
        "mfa_edit_webauthn": key,
        "mfa_remove_webauthn": key,
    }


def _county(made: Scenario) -> dict[str, dict[str, list[Any]]]:
    body = made.at.world.group_a.pk
    row = {"a body": ["organ", body], "no such row": ["organ", NOT_THERE]}
    return {
        "county_rows": {"bodies": ["organ"], "people": ["personer"], "no such table": ["x"]},
        "county_row_new": {"bodies": ["organ"], "people": ["personer"]},
        "county_row": row | {"a person": ["personer", made.at.world.author.pk]},
        "county_row_delete": row,
        "county_row_history": row,
    }


def _register(made: Scenario) -> dict[str, dict[str, list[Any]]]:
    opened, marked = made.document["open"], made.document["marked"]
    withheld = made.document["withheld"]
    decision = made.decision["public"].document
    assert decision is not None
    submitted = made.initiative["submitted"].case
    assert submitted is not None
    numbers = {
        "disclosed": [opened.number], "marked secret": [marked.number],
        "not yet assessed": [withheld.number], "a decision": [decision.number],
        "no such number": [f"{opened.case.number}-99"],
    }  # fmt: skip
    cases = {
        "a case": [opened.case.number], "of a submitted initiative": [submitted.number],
        "no such number": ["PL26-9999"],
    }  # fmt: skip
    references = {each: numbers[each] for each in ("disclosed", "marked secret", "no such number")}
    return {
        "diary_case": cases,
        "diary_document": numbers,
        "diary_pdf": numbers,
        "diary_as_typed": {"as people write": [f"PL {opened.case.number[2:]}"], "x": ["x"]},
        "diary_work_case": cases,
        "diary_work_document": numbers,
        "diary_correct": references,
        "diary_mark": references,
        "diary_lift": references,
        "diary_void": references,
        "diary_file": {
            "disclosed": [opened.number, opened.files.get().pk],
            "marked secret": [marked.number, marked.files.get().pk],
            "another document's": [opened.number, marked.files.get().pk],
        },
    }


def _needs(made: Scenario) -> dict[str, dict[str, list[Any]]]:
    need = made.need["received"]
    code = {"a code": [need.code], "a wrong code": ["ABCDEFGHJK"]}
    return {
        "need_answer": code,
        "need_thanks": code,
        "need_assess": {"received": [need.pk], "none": [NOT_THERE]},
    }


def _initiatives(made: Scenario) -> dict[str, dict[str, list[Any]]]:
    found = made.initiative
    every = {state: [each.pk] for state, each in found.items()} | {"none": [NOT_THERE]}
    steps = {
        "send_to_preparation": "draft", "return_to_author": "preparing", "submit": "preparing",
        "request_completion": "submitted", "resubmit": "needs_completion",
        "resubmit_remitted": "remitted", "withdraw": "submitted", "approve": "scheduled",
    }  # fmt: skip
    return {
        "initiative_work": every,
        "initiative_changes": every,
        "initiative_submission": {
            "draft": [found["draft"].pk, 1],
            "submitted": [found["submitted"].pk, 1],
            "public": [found["public"].pk, 1],
        },
        "directive_edit": {
            "draft": [found["draft"].pk], "approved": [found["approved"].pk],
            "public": [found["public"].pk], "handed in": [found["review"].pk],
        },
        "directive_hand_in": {
            "approved, none begun": [found["approved"].pk], "handed in": [found["review"].pk],
        },
        "directive_read": {
            "handed in": [found["review"].pk, 1], "none": [found["public"].pk, 1],
        },
        "initiative_ready": {
            state: [found[state].pk] for state in ("draft", "preparing", "submitted")
        },
        "initiative_section": {state: [each.pk, "B"] for state, each in found.items()},
        "initiative_step": {
            **{f"{key}, {state}": [found[state].pk, WORDS[key]] for key, state in steps.items()},
            "withdraw, draft": [found["draft"].pk, WORDS["withdraw"]],
            "no such step": [found["public"].pk, "x"],
        },
    }  # fmt: skip


def _meetings(made: Scenario) -> dict[str, dict[str, list[Any]]]:
    meetings = {state: [each.pk] for state, each in made.meeting.items()}
    planned, running = made.meeting["planned"].pk, made.meeting["running"].pk
    matters = {"planned": [planned, 1], "decided": [running, 1], "to decide": [running, 3]}
    decisions = {key: [each.pk] for key, each in made.decision.items()}
    every = meetings | {"none": [NOT_THERE]}
    return {
        **dict.fromkeys(("meeting", "meeting_change", "meeting_open", "meeting_close"), every),
        **dict.fromkeys(("meeting_attend", "meeting_take_up", "meeting_diarise"), meetings),
        **dict.fromkeys(
            ("matter", "matter_decide", "matter_move", "matter_strike", "matter_renew"), matters
        ),
        **dict.fromkeys(("decision", "decision_diarise"), decisions | {"none": [NOT_THERE]}),
        **dict.fromkeys(("decision_pdf_state", "decision_draft"), decisions),
    }


def _figures(made: Scenario) -> dict[str, dict[str, list[Any]]]:
    run = {"one": [made.rest["run"].pk], "none": [NOT_THERE]}
    world, series = made.at.world, made.rest["series"].key
    measure = {"one": [world.measure.key], "none": ["finns-inte"]}
    figure = [world.measure.key, series, "9900"]
    return {
        "measure": measure,
        "measure_svg": measure,
        "figure": {"one": [*figure, "2025"], "none": [*figure, "1999"]},
        "indicator_svg": {"one": [world.indicator.key], "none": ["finns-inte"]},
        "indicators_principal": {"one": [world.region.key], "none": ["finns-inte"]},
        "indicator_run": run,
        "indicator_run_state": run,
        "indicator_review": {"changed": [made.rest["series"].key], "none": ["finns-inte"]},
        "indicator_held": {
            "waits": [made.rest["held"].pk], "dismissed": [made.rest["dismissed"].pk],
            "none": [NOT_THERE],
        },
    }  # fmt: skip


def _open(made: Scenario) -> dict[str, dict[str, list[Any]]]:
    world = made.at.world
    return {
        "indicator": {"one": [world.indicator.key], "none": ["finns-inte"]},
        "initiative_public": {
            state: [each.pk] for state, each in made.initiative.items()
        } | {"none": [NOT_THERE]},
        "project_public": {"one": [made.rest["project"].key], "none": ["finns-inte"]},
        "roadmap_goal_area": {"one": [world.goal_area.key], "none": ["finns-inte"]},
        "roadmap_focus_area": {"one": [world.focus_area.key], "none": ["finns-inte"]},
        "yearly_results": {"with results": [2025], "without": [1999]},
    }  # fmt: skip
