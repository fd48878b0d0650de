"""The county's words: their forms, in sentences and in templates, and one that is missing."""

import pytest
from django.template import Context, Template

from county import terms
from county.models import Term
from tests.support.in_request import in_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(db):
    Term.objects.create(
        key="receiver", indefinite="samordnare", definite="samordnaren", plural="samordnare",
        definite_plural="samordnarna", short="SO",
    )  # fmt: skip
    Term.objects.create(key="roadmap", indefinite="färdplan", definite="färdplanen")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("", "samordnare"), ("indefinite", "samordnare"),
        ("d", "samordnaren"), ("definite", "samordnaren"),
        ("p", "samordnare"), ("plural", "samordnare"),
        ("dp", "samordnarna"), ("definite_plural", "samordnarna"),
        ("s", "SO"), ("short", "SO"),
    ],
)  # fmt: skip
def test_every_form_has_a_short_and_a_long_name(words, form, said):
    assert terms.word("receiver", form) == said


def test_a_form_the_county_has_not_given_falls_back_to_the_nearest(words):
    assert terms.word("roadmap", "s") == "färdplanen"
    assert terms.word("roadmap", "d") == "färdplanen"
    assert terms.word("roadmap", "p") == "färdplan"
    Term.objects.filter(key="roadmap").update(definite="")
    assert terms.word("roadmap", "d") == "färdplan"


def test_a_sentence_takes_the_countys_words(words):
    assert terms.phrase("Skicka till {receiver:d} nu") == "Skicka till samordnaren nu"
    assert terms.phrase("{Receiver:dp} läser {roadmap:d}.") == "Samordnarna läser färdplanen."
    assert terms.phrase("Utan ord.") == "Utan ord."
    assert terms.phrase("{Receiver:s} svarar") == "SO svarar"


def test_only_the_first_letter_becomes_a_capital(words):
    Term.objects.filter(key="receiver").update(definite="enheten för FoU")
    assert terms.phrase("{Receiver:d}") == "Enheten för FoU"


def test_a_word_the_county_lacks_is_an_error_not_a_gap(words):
    assert not terms.has_term("political_body")
    with pytest.raises(KeyError):
        terms.word("political_body")
    with pytest.raises(KeyError):
        terms.phrase("Till {political_body:d}")


def test_an_unknown_form_is_an_error(words):
    with pytest.raises(KeyError):
        terms.phrase("{receiver:genitiv}")


def test_templates_use_the_same_words(words):
    template = Template('{% load terms %}{% term "receiver" "definite" %} och {% term "roadmap" %}')
    assert template.render(Context()) == "samordnaren och färdplan"


def test_what_stands_in_the_county_is_escaped_in_a_page(words):
    Term.objects.filter(key="roadmap").update(definite="plan <b>& co</b>")
    shown = Template('{% load terms %}{% term "roadmap" "definite" %}').render(Context())
    assert shown == "plan &lt;b&gt;&amp; co&lt;/b&gt;"


def test_a_request_reads_the_words_once_and_the_next_one_anew(words, django_assert_num_queries):
    with in_request():
        with django_assert_num_queries(1):
            assert terms.phrase("{receiver:d} {roadmap} {receiver:s}")
            assert terms.has_term("roadmap")
        Term.objects.filter(key="roadmap").update(indefinite="ny plan")
        assert terms.word("roadmap") == "färdplan"
    assert terms.word("roadmap") == "ny plan"


def test_outside_a_request_a_change_shows_at_once(words):
    assert terms.word("roadmap") == "färdplan"
    Term.objects.filter(key="roadmap").update(indefinite="ny plan")
    assert terms.word("roadmap") == "ny plan"
