"""What is read once in a request is read once in it, and never outlives it."""

import threading

import pytest

from foundation.once import OncePerRequest
from tests.support.in_request import in_request


class Asked:
    """Answers with how many times it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.fixture
def ask():
    return OncePerRequest(Asked())


def test_outside_a_request_it_reads_each_time(ask):
    assert [ask(), ask(), ask()] == [1, 2, 3]


def test_in_a_request_it_reads_once(ask):
    with in_request():
        assert [ask(), ask(), ask()] == [1, 1, 1]


def test_the_next_request_reads_anew_and_afterwards_nothing_is_kept(ask):
    for expected in (1, 2):
        with in_request():
            assert [ask(), ask()] == [expected, expected]
    assert [ask(), ask()] == [3, 4]


def test_nothing_found_is_kept_too():
    asked = []
    nothing = OncePerRequest(lambda: asked.append(1))
    with in_request():
        assert [nothing(), nothing()] == [None, None]
    assert len(asked) == 1


def test_what_could_not_be_read_is_asked_for_again():
    answers = iter([RuntimeError("no database"), "there"])

    def read():
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    reading = OncePerRequest(read)
    with in_request():
        with pytest.raises(RuntimeError):
            reading()
        assert reading() == "there"


def test_one_request_never_sees_what_another_read(ask):
    seen = []

    def another():
        with in_request():
            seen.extend([ask(), ask()])

    with in_request():
        mine = ask()
        beside = threading.Thread(target=another)
        beside.start()
        beside.join()
        assert seen == [mine + 1, mine + 1]
        assert ask() == mine
