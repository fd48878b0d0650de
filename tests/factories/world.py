"""The whole process in small: one body and one person of each kind."""

from copy import copy
from dataclasses import dataclass, field, replace

from django.db.models import Model
from django.test import Client

from county.models import (
    Body,
    County,
    FocusArea,
    GoalArea,
    Objective,
    Organisation,
    TargetGroup,
    User,
)
from diary.models import DiarySeries
from indicators.models import Indicator, Measure
from initiatives.models import (
    ProposalTemplate,
)
from tests.factories.people import (
    fresh,
    log_in,
    make_body,
    make_county,
    make_organisation,
    make_user,
)
from tests.factories.template import make_template


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
    series: DiarySeries
    people: dict[str, User] = field(default_factory=dict)
    browsers: dict[str, Client] = field(default_factory=dict)

    def browser(self, role: str) -> Client:
        """A browser in which the person in `role` has logged in, kept for the module."""
        if role not in self.browsers:
            self.browsers[role] = log_in(self.people[role])
        return self.browsers[role]

    def copy(self) -> "World":
        """For one test: what it deletes or changes leaves the next one its own rows."""
        rows = {key: copy(value) for key, value in vars(self).items() if isinstance(value, Model)}
        people = {role: copy(user) for role, user in self.people.items()}
        return replace(self, **rows, people=people, browsers=dict(self.browsers))

    def __getattr__(self, name: str) -> User:
        """`world.author` is `world.people["author"]`, fresh as a new request meets them."""
        try:
            return fresh(self.__dict__["people"][name])
        except KeyError:
            raise AttributeError(name) from None


def small_county() -> World:
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
        series=DiarySeries.objects.create(key="pl", prefix="PL"),
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
