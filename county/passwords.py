"""What a password must not be, beyond Django's own rules."""

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator


class UnlikeThePerson(UserAttributeSimilarityValidator):
    """Refuses a password that resembles the person's name or e-mail address."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("email", "name"))

    def get_error_message(self) -> str:
        """One sentence for both."""
        return "Lösenordet liknar ditt namn eller din e-postadress. Välj något annat."
