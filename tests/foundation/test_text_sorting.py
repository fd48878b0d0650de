"""Swedish order is the same in Python and in PostgreSQL."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from county.models import User
from foundation.text.sorting import sort_key

IN_ORDER = [
    "alingsås",
    "André",
    "Aneby",
    "Eda",
    "Édouard",
    "Müller",
    "Zinkgruvan",
    "zon",
    "Ångermanland",
    "åre",
    "älvsbyn",
    "Äppelbo",
    "Ärla",
    "Ærø",
    "Öckerö",
    "Örebro",
]
# Letters that Swedish names and places are written with, and what stands between them.
letters = st.text(
    alphabet=st.sampled_from(" -.,'()/0123456789abcxyzABCXYZåäöéèüàæøÅÄÖÉÈÜÀÆØßñçíóŠž"), max_size=30
)


def test_python_orders_as_swedish_does():
    backwards = list(reversed(IN_ORDER))
    backwards.sort(key=sort_key)
    assert backwards == IN_ORDER


@pytest.mark.django_db
def test_postgresql_orders_the_same():
    for number, name in enumerate(reversed(IN_ORDER)):
        User.objects.create_user(f"{number}@example.test", name)
    assert list(User.objects.order_by("sort_key").values_list("name", flat=True)) == IN_ORDER


@pytest.mark.django_db
@given(st.lists(letters, min_size=1, max_size=40))
@settings(deadline=None, max_examples=60)
def test_both_make_the_same_key_of_any_name(names):
    from foundation.text.sorting import SOURCE, TARGET

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT translate(lower(name), %s, %s) FROM unnest(%s::text[]) WITH ORDINALITY "
            "AS given (name, place) ORDER BY place",
            [SOURCE, TARGET, names],
        )
        assert [row[0] for row in cursor.fetchall()] == [sort_key(name) for name in names]


@pytest.mark.django_db
@given(letters)
@settings(deadline=None, max_examples=40)
def test_the_stored_column_holds_pythons_key(name):
    User.objects.filter(email="namn@example.test").delete()
    user = User.objects.create_user("namn@example.test", name)
    user.refresh_from_db()
    assert user.sort_key == sort_key(name)
