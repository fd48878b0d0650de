"""People who log in. A user has no rights of its own; they come from memberships."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from simple_history.models import HistoricalRecords

from foundation.models import Versioned
from foundation.text.sorting import sort_key_field


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address."""

    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """A new person; without a password the account can only be opened by an operator."""
        user = self.model(email=self.normalize_email(email), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, Versioned):
    """A person, known by e-mail. `is_demo` marks the fictive ones of the demonstration."""

    # No record of who logs in when: it has no purpose here, and would fill the history.
    last_login = None
    email = models.EmailField("e-postadress", unique=True)
    name = models.CharField("namn", max_length=150)
    is_active = models.BooleanField("aktiv", default=True)
    is_demo = models.BooleanField("endast demonstration", default=False)
    sort_key = sort_key_field("name")
    history = HistoricalRecords(excluded_fields=["password"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address as it is looked for at login: in small letters."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """The name; allauth asks for it."""
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        """No permission by name: rights come from seats (rules.py). Always False."""
        return False
