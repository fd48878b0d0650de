"""Hur går arbetet? What goes on now: joint initiatives in the portal, and work known before it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from county.terms import word
from foundation.text.lists import listed
from foundation.text.numbers import counted
from initiatives.models import Initiative, Project

ENDED = (Project.State.COMPLETED,)


@dataclass(frozen=True)
class Effort:
    """One piece of work as a line: its name, where it stands in words, and its page."""

    title: str
    state: str
    url: str


@dataclass(frozen=True)
class Going:
    """The answer: a sentence with the figures, and what they count."""

    sentence: str
    efforts: tuple[Effort, ...]
    decided: int
    ongoing: int


def how_it_goes() -> Going:
    """Count and list what goes on. Two queries."""
    decided = [_decided(initiative) for initiative in Initiative.objects.published()]
    projects = Project.objects.filter(scope=Project.Scope.JOINT).exclude(state__in=ENDED)
    ongoing = [_ongoing(project) for project in projects]
    states = Counter(project.state for project in projects)
    return Going(
        sentence=_sentence(len(decided), states),
        efforts=(*decided, *ongoing),
        decided=len(decided),
        ongoing=len(ongoing),
    )


def _decided(initiative: Initiative) -> Effort:
    url = reverse("initiative_public", args=[initiative.pk])
    return Effort(initiative.title, initiative.get_state_display(), url)


def _ongoing(project: Project) -> Effort:
    url = reverse("project_public", args=[project.key])
    state = project.state_words or project.get_state_display().lower()
    return Effort(project.name, state, url)


def _sentence(decided: int, states: "Counter[str] | dict[str, Any]") -> str:
    words = {
        Project.State.ONGOING: "pågår",
        Project.State.SCALING: "breddinförs",
        Project.State.IN_OPERATION: "är i drift",
    }
    parts = []
    if decided:
        noun, plural = word("initiative"), word("initiative", "plural")
        parts.append(f"{counted(decided, noun, plural, common=True)} är på väg genom portalen")
    parts += [
        f"{counted(states[state], 'arbete', 'arbeten')} {verb}"
        for state, verb in words.items()
        if states.get(state)
    ]
    if not parts:
        return "Inget gemensamt arbete är registrerat än."
    sentence = listed(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."
