"""Small builders of a county with people, a template and initiatives in any state.

Every builder makes real rows through real services; `small_county()` is a county with all the
roles of the process, and `initiative_in(world, state)` walks an initiative there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.test import Client

from county.models import (
    Body,
    County,
    Criterion,
    DecisionMandate,
    FocusArea,
    GoalArea,
    Membership,
    Objective,
    Organisation,
    Role,
    TargetGroup,
    Term,
    User,
)
from diary.models import DiarySeries
from foundation.text.dates import today
from indicators.models import Indicator, Measure
from initiatives import services
from initiatives.models import (
    Initiative,
    Need,
    ProposalTemplate,
    TemplateField,
    TemplateSection,
)

LONG = (
    "Den som vårdar en anhörig hemma kan bli sjuk själv. Då finns ingen plan, och besluten "
    "fattas i all hast. Vi har sett det i fyra kommuner under det senaste året, och "
    "biståndshandläggarna beskriver samma sak. Underlaget kommer från behovsinventeringen."
)

TERMS = {
    "receiver": ("mottagningen", "mottagningen", "Mottagningen"),
    "steering_body": ("styrgrupp", "styrgruppen", "Styrgruppen"),
    "preparatory_group": ("beredningsgrupp", "beredningsgruppen", "Beredningsgruppen"),
    "working_group": ("arbetsgrupp", "arbetsgruppen", "Arbetsgruppen"),
    "initiative": ("gemensam satsning", "den gemensamma satsningen", "Satsningen"),
    "support_unit": ("stöd", "stödet", "Stödet"),
    "rd_unit": ("FoU-enhet", "FoU-enheten", "FoU"),
    "roadmap": ("färdplan", "färdplanen", "Färdplanen"),
    "political_body": ("nämnd", "nämnden", "Nämnden"),
    "top_management": ("ledning", "ledningen", "Ledningen"),
}


def make_county(**changes: Any) -> County:
    """The county row and its words."""
    for key, (indefinite, definite, short) in TERMS.items():
        Term.objects.get_or_create(
            key=key,
            defaults={
                "indefinite": indefinite,
                "definite": definite,
                "plural": f"{indefinite}er",
                "definite_plural": f"{indefinite}erna",
                "short": short,
            },
        )
    facts = {
        "name": "Provlandet",
        "official_name": "Provlandets län",
        "code": "99",
        "programme": "Nära vård i Provlandet",
        "target_year": 2035,
        "min_principals": 2,
    }
    return County.objects.create(key="provlandet", **(facts | changes))


def make_organisation(key: str, name: str, *, kind: str = "municipality") -> Organisation:
    """A huvudman, unless it is a support organisation."""
    return Organisation.objects.create(
        key=key, name=name, kind=kind, is_principal=kind in {"municipality", "region"}
    )


def make_body(
    key: str,
    name: str,
    *,
    kind: str = "preparatory_group",
    mandates: Mapping[str, Sequence[str]] | None = None,
) -> Body:
    """A body with its mandates: `{"prepares": ["initiative"]}`."""
    body = Body.objects.create(key=key, name=name, kind=kind)
    for action, subjects in (mandates or {}).items():
        DecisionMandate.objects.create(
            key=f"{key}-{action}", body=body, action=action, subjects=list(subjects)
        )
    return body


def make_role(*capabilities: str) -> Role:
    """The role with exactly these capabilities."""
    key = "-".join(sorted(capabilities)).replace("_", "") or "ledamot"
    return Role.objects.get_or_create(
        key=key, defaults={"name": key.capitalize(), "capabilities": sorted(capabilities)}
    )[0]


def make_user(
    key: str,
    *capabilities: str,
    body: Body | None = None,
    organisation: Organisation | None = None,
    is_convener: bool = False,
    is_chair: bool = False,
    name: str = "",
) -> User:
    """A person with one membership that began a year ago; see `add_membership` for more."""
    user = User.objects.create(email=f"{key}@example.test", name=name or f"Person {key}")
    if capabilities or body or organisation:
        add_membership(
            user,
            *capabilities,
            body=body,
            organisation=organisation,
            is_convener=is_convener,
            is_chair=is_chair,
        )
    return user


def add_membership(
    user: User,
    *capabilities: str,
    body: Body | None = None,
    organisation: Organisation | None = None,
    is_convener: bool = False,
    is_chair: bool = False,
    valid_to: date | None = None,
) -> Membership:
    """One more seat for a person."""
    user.__dict__.pop("_acting", None)
    return Membership.objects.create(
        user=user,
        role=make_role(*capabilities),
        body=body,
        organisation=organisation,
        is_convener=is_convener,
        is_chair=is_chair,
        valid_from=today() - timedelta(days=365),
        valid_to=valid_to,
    )


def fresh(user: User) -> User:
    """The same person as a new request meets them: nothing remembered."""
    return User.objects.get(pk=user.pk)


def log_in(user: User) -> Client:
    """A browser in which the person has logged in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


# --- the template -----------------------------------------------------------------------

Row = tuple[str, str, str, str, str, Sequence[str], dict[str, Any]]

TEMPLATE: dict[tuple[str, str], list[Row]] = {
    ("A", "Grunduppgifter"): [
        ("A1", "Titel", "text", "submission", "title", (), {"min_length": 8, "max_length": 120}),
        ("A2", "Avsändande grupp", "relation", "submission", "originating_body", (), {}),
        ("A3", "Kontaktperson", "relation", "submission", "contact", (), {}),
        ("A4", "Deltagande huvudmän", "relations", "submission", "principals", (), {}),
        ("A5", "Berörda grupper", "relations", "submission", "preparing_bodies", (), {}),
        ("A6", "Sammanfattning", "long_text", "submission", "summary", (), {"max_length": 900}),
    ],
    ("B", "Behov"): [
        ("B1", "Behovsbeskrivning", "long_text", "submission", "", (), {"min_length": 200}),
        ("B2", "Kopplade behov", "relations", "recommended", "needs", (), {}),
        ("B3", "Ursprung", "choice", "submission", "", (), {
            "choices": [
                {"value": "verksamhet", "label": "Verksamhet"},
                {"value": "invanare", "label": "Invånare"},
            ],
        }),
        ("B4", "Målgrupp", "relations", "submission", "target_groups", (), {}),
        ("B5", "Målområde", "relations", "submission", "goal_areas", (), {}),
        ("B6", "Fokusområde", "relations", "submission", "focus_areas", (), {}),
        ("B8", "Vad pågår redan?", "confirm", "submission", "", (), {}),
        ("B9", "Evidens", "long_text", "recommended", "", (), {}),
    ],
    ("C", "Förutsättningar"): [
        ("C1", "Önskat uppdrag", "long_text", "submission", "", ("K1",), {}),
        ("C2", "Ansvarig för uppdraget", "relation", "submission", "responsible", ("K2",), {}),
        ("C4", "Ekonomi och finansiering", "rows", "submission", "", ("K3",), {
            "columns": [
                {"key": "item", "label": "Post", "kind": "text"},
                {"key": "cost", "label": "Kostnad", "kind": "money"},
                {"key": "financing", "label": "Finansiering", "kind": "money"},
            ],
            "balance": ["cost", "financing"],
        }),
        ("C6", "Brukar-/patientmedverkan", "long_text", "submission", "", (), {}),
        ("C8", "Beroenden", "relations", "optional", "", (), {"register": "dependencies"}),
    ],
    ("D", "Planering"): [
        ("D1", "Aktiviteter och tidplan", "rows", "submission", "", (), {
            "columns": [
                {"key": "what", "label": "Aktivitet", "kind": "text", "required": True},
                {"key": "start", "label": "Start", "kind": "date"},
                {"key": "end", "label": "Slut", "kind": "date"},
                {"key": "who", "label": "Vem", "kind": "organisation"},
            ],
            "period": ["start", "end"],
        }),
        ("D2", "Test inför breddinförande", "long_text", "submission", "", ("K5",), {}),
        ("D3", "Plan för uppföljning", "long_text", "submission", "", ("K4",), {}),
        ("D4", "Uppföljningsmått", "rows", "submission", "", ("K4",), {
            "columns": [
                {"key": "measure", "label": "Mått", "kind": "text", "required": True},
                {"key": "indicator", "label": "Indikator", "kind": "indicator"},
            ],
        }),
        ("D10", "Personuppgifter", "confirm", "submission", "", (), {}),
    ],
}  # fmt: skip


def make_template(*, edition: int = 1) -> ProposalTemplate:
    """A template with every kind of field, and the criteria K1–K5."""
    criteria = {
        code: Criterion.objects.get_or_create(
            key=code.lower(),
            defaults={
                "code": code,
                "order": int(code[1]),
                "name": f"Kriterium {code}",
                "met_at": "decision" if code == "K1" else "submission",
            },
        )[0]
        for code in ("K1", "K2", "K3", "K4", "K5")
    }
    template = ProposalTemplate.objects.create(
        key=f"mall-{edition}", name="Mall för initiativ", edition=edition
    )
    for order, ((code, name), rows) in enumerate(TEMPLATE.items()):
        section = TemplateSection.objects.create(
            key=f"mall-{edition}-{code.lower()}",
            template=template, code=code, name=name, order=order,
        )  # fmt: skip
        for position, (field_code, label, kind, requirement, target, marks, limits) in enumerate(
            rows
        ):
            made = TemplateField.objects.create(
                key=f"mall-{edition}-{field_code.lower()}",
                section=section, code=field_code, name=label, order=position, kind=kind,
                requirement=requirement, target=target, limits=limits,
                guidance=f"Så fyller du i {label.lower()}.",
            )  # fmt: skip
            made.criteria.set([criteria[mark] for mark in marks])
    return template


# --- the whole process in small -----------------------------------------------------------


@dataclass
class World:
    """A county with one body and one person of each kind. `people` are by role."""

    county: County
    template: ProposalTemplate
    region: Organisation
    north: Organisation
    south: Organisation
    steering: Body
    group_a: Body
    group_b: Body
    receivers: Body
    goal_area: GoalArea
    focus_area: FocusArea
    target_group: TargetGroup
    indicator: Indicator
    measure: Measure
    series: DiarySeries | None
    people: dict[str, User] = field(default_factory=dict)
    browsers: dict[str, Client] = field(default_factory=dict)

    def browser(self, role: str) -> Client:
        """A browser in which the person in `role` has logged in, kept for the module."""
        if role not in self.browsers:
            self.browsers[role] = log_in(self.people[role])
        return self.browsers[role]

    def __getattr__(self, name: str) -> User:
        """`world.author` is `world.people["author"]`, fresh as a new request meets them."""
        try:
            return fresh(self.__dict__["people"][name])
        except KeyError:
            raise AttributeError(name) from None


def small_county(*, with_series: bool = True) -> World:
    """Everything the process needs, and one person in each role.

    author: process leader of North · colleague: the same organisation · convener_a, member_a:
    group A · convener_b: group B · receiver: receives, and nothing else · registrar: plans,
    records, registers; represents North · decider: sits in the deciding body for South ·
    assessor: assesses needs · operator: operates; represents North · outsider: South, no role.
    """
    county = make_county()
    region = make_organisation("regionen", "Provregionen", kind="region")
    north, south = make_organisation("norr", "Norrby"), make_organisation("soder", "Söderby")
    prepares = {"prepares": ["initiative", "directive"]}
    steering = make_body(
        "styrgruppen", "Styrgruppen i Provlandet", kind="steering_group",
        mandates={"decides": ["initiative", "directive"]},
    )  # fmt: skip
    group_a = make_body("grupp-a", "Beredningsgrupp Äldre", mandates=prepares)
    group_b = make_body("grupp-b", "Beredningsgrupp Unga", mandates=prepares)
    receivers = make_body(
        "stodet", "Gemensamt stöd", kind="support_unit", mandates={"receives": ["initiative"]}
    )
    goal = GoalArea.objects.create(key="nara", name="Nära")
    focus = FocusArea.objects.create(
        key="personcentrering", name="Personcentrering", valid_from_year=2024
    )
    Objective.objects.create(key="p1", focus_area=focus, text="Alla har en egen plan")
    indicator = Indicator.objects.create(key="kontinuitet", name="Kontinuitet", goal_area=goal)
    measure = Measure.objects.create(key="personal", name="Personalkontinuitet, hemtjänst")
    measure.indicators.add(indicator)
    world = World(
        county=county,
        template=make_template(),
        region=region, north=north, south=south,
        steering=steering, group_a=group_a, group_b=group_b, receivers=receivers,
        goal_area=goal,
        focus_area=focus,
        target_group=TargetGroup.objects.create(key="aldre", name="Äldre"),
        indicator=indicator,
        measure=measure,
        series=DiarySeries.objects.create(key="pl", prefix="PL") if with_series else None,
    )  # fmt: skip
    serving = ("arrange", "record", "register")
    world.people = {
        "author": make_user("author", "propose", organisation=north),
        "colleague": make_user("colleague", organisation=north),
        "convener_a": make_user("convener-a", body=group_a, is_convener=True),
        "member_a": make_user("member-a", body=group_a),
        "convener_b": make_user("convener-b", body=group_b, is_convener=True),
        "receiver": make_user("receiver", "receive", body=receivers),
        "registrar": make_user("registrar", *serving, body=receivers, organisation=north),
        "decider": make_user("decider", body=steering, organisation=south),
        "assessor": make_user("assessor", "assess_needs"),
        "operator": make_user("operator", "operate", organisation=north),
        "outsider": make_user("outsider", organisation=south),
    }
    return world


def complete_answers(world: World) -> dict[str, Any]:
    """Answers to everything that handing in requires."""
    return {
        "A1": "Reservplan när en anhörig blir sjuk",
        "A4": [str(world.region.pk), str(world.north.pk)],
        "A5": [str(world.group_a.pk)],
        "A6": "En plan som gäller samma dag som den behövs.",
        "B1": LONG,
        "B3": "verksamhet",
        "B4": [str(world.target_group.pk)],
        "B5": [str(world.goal_area.pk)],
        "B6": [str(world.focus_area.pk)],
        "B8": True,
        "C1": "att ge grupp A i uppdrag att prova reservplaner",
        "C2": str(world.people["member_a"].pk),
        "C4": [{"item": "Arbetstid", "cost": "400000", "financing": "400000"}],
        "C6": "Anhörigrådet läser planen i mars.",
        "D1": [{"what": "Start", "start": "2026-10-01", "end": "2027-03-31"}],
        "D2": "Två hemtjänstområden under sex månader.",
        "D3": "Grupp A följer upp i mars och i september.",
        "D4": [{"measure": "Personalkontinuitet", "indicator": str(world.indicator.pk)}],
        "D10": True,
    }


def make_need(**changes: Any) -> Need:
    """A need from the public."""
    facts = {"title": "Reservplan när anhörigvårdare blir sjuk", "text": LONG}
    return services.create_need(**(facts | changes))


def make_initiative(
    world: World,
    *,
    title: str = "Reservplan när en anhörig blir sjuk",
    needs: Iterable[Need] = (),
    complete: bool = True,
) -> Initiative:
    """A draft by `author` for group B, prepared by group A; all filled in or nearly empty."""
    initiative = services.start_initiative(
        title=title, originating_body=world.group_b, actor=world.author, needs=list(needs)
    )
    answers = complete_answers(world) | {"A1": title}
    if not complete:
        answers = {code: answers[code] for code in ("A1", "A5", "B1", "B5")}
    return services.save_section(
        initiative_id=initiative.pk,
        version=initiative.version,
        answers=answers,
        actor=world.author,
    )


def complete_directive(world: World) -> dict[str, str]:
    """Text for every part of a directive."""
    from initiatives.directive import PARTS

    return {part.key: "2027-06-30" if part.key == "ends_on" else part.label for part in PARTS}


def initiative_in(world: World, state: str, **changes: Any) -> Initiative:
    """An initiative that has walked to `state` through the services."""
    initiative = make_initiative(world, **changes)
    for step in _WAYS[state]:
        _STEPS[step](world, initiative.pk)
    return Initiative.objects.get(pk=initiative.pk)


def _save_and_hand_in_directive(world: World, pk: int) -> None:
    draft = services.save_directive(
        initiative_id=pk, version=None, content=complete_directive(world),
        measures=[world.measure], actor=world.member_a,
    )  # fmt: skip
    services.hand_in_directive(initiative_id=pk, version=draft.version, actor=world.member_a)


_STEPS = {
    "send": lambda w, pk: services.send_to_preparation(
        initiative_id=pk, version=None, actor=w.author
    ),
    "submit": lambda w, pk: services.submit(initiative_id=pk, version=None, actor=w.convener_a),
    "complete": lambda w, pk: services.request_completion(
        initiative_id=pk, version=None, reason="Beskriv testet.", fields=["D2"], actor=w.receiver
    ),
    "schedule": lambda w, pk: services.schedule(initiative_id=pk, actor=w.registrar),
    "table": lambda w, pk: services.table(initiative_id=pk, actor=w.decider),
    "remit": lambda w, pk: services.remit(
        initiative_id=pk, actor=w.decider, reason="Kostnaden är oklar.", to=w.group_b,
        due_on=today() + timedelta(days=30),
    ),
    "reject": lambda w, pk: services.reject(
        initiative_id=pk, actor=w.decider, reason="Pågår redan i regionen."
    ),
    "approve": lambda w, pk: services.approve(
        initiative_id=pk, actor=w.decider, lead=w.group_a, contributing=[w.group_b],
        responsible=w.member_a, principals=[w.region, w.north],
    ),
    "publish": lambda w, pk: services.publish(pk, actor=w.registrar),
    "directive": _save_and_hand_in_directive,
    "approve_directive": lambda w, pk: services.approve_directive(
        initiative_id=pk, edition=1, actor=w.decider
    ),
    "withdraw": lambda w, pk: services.withdraw(
        initiative_id=pk, version=None, reason="Vi väntar.", actor=w.author
    ),
}  # fmt: skip

_RECEIVED = ["send", "submit"]
_ON_THE_TABLE = [*_RECEIVED, "schedule"]
_JOINT = [*_ON_THE_TABLE, "approve"]
_WAYS: dict[str, list[str]] = {
    "draft": [],
    "preparing": ["send"],
    "submitted": _RECEIVED,
    "needs_completion": [*_RECEIVED, "complete"],
    "scheduled": _ON_THE_TABLE,
    "tabled": [*_ON_THE_TABLE, "table"],
    "remitted": [*_ON_THE_TABLE, "remit"],
    "rejected": [*_ON_THE_TABLE, "reject"],
    "withdrawn": ["withdraw"],
    "withdrawn_late": [*_RECEIVED, "withdraw"],
    "approved": _JOINT,
    "published": [*_JOINT, "publish"],
    "directive_review": [*_JOINT, "directive"],
    "trial": [*_JOINT, "directive", "approve_directive"],
}
