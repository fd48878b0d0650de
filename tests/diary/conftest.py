"""People and a series for the register's tests."""

import pytest


def _person(key, *capabilities):
    # The models can only be imported when Django is set up, which is after this file is read.
    from tests.diary.making import person

    return person(key, *capabilities)


@pytest.fixture
def county(db):
    from county.models import County, Term

    # The shell of every page names some concepts; here in words of no county.
    for key in ("roadmap", "initiative", "registrar", "diary_number"):
        Term.objects.create(key=key, indefinite=f"prov {key}", definite=f"provets {key}")
    return County.objects.create(
        key="provlan",
        name="Provlän",
        official_name="Provlän",
        code="99",
        programme="Nära vård i Provlän",
        target_year=2035,
    )


@pytest.fixture
def series(county):
    from diary.models import DiarySeries

    return DiarySeries.objects.create(key="prov", prefix="PRV")


@pytest.fixture
def registrar(db):
    return _person("registrator", "register")


@pytest.fixture
def other_registrar(db):
    return _person("registrator-2", "register")


@pytest.fixture
def receiver(db):
    return _person("mottagare", "receive")


@pytest.fixture
def operator(db):
    return _person("drift", "operate")


@pytest.fixture
def outsider(db):
    return _person("processledare", "propose")
