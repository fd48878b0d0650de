"""A steward and somebody else, logged in."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from county.models import User
from tests.factories import fresh, make_county, make_user


@dataclass
class People:
    """One who answers for the figures, and one who does not."""

    steward: User
    other: User

    @classmethod
    def in_a_county(cls) -> "People":
        """Both, in a county of their own."""
        make_county()
        return cls(make_user("fou", "steward_indicators"), make_user("annan", "propose"))

    def browser(self, user: User | None = None) -> Client:
        """A browser where the person, or the steward, is logged in."""
        client = Client()
        client.force_login(fresh(user or self.steward))
        return client

    def get(self, url: str, **more: Any) -> str:
        """A page as the steward meets it."""
        answer = self.browser().get(url, **more)
        assert answer.status_code == 200, (url, answer.status_code)
        return words(answer.content.decode())


def words(html: str) -> str:
    """The page with single, ordinary spaces and without markup that stands between words."""
    return " ".join(html.replace("\xa0", " ").split())
