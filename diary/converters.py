"""What stands for a case or a document in an address."""

from diary.numbers import CASE_PATTERN, DOCUMENT_PATTERN


class _Text:
    regex = ""

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class CaseNumber(_Text):
    """NSV26-0031."""

    regex = CASE_PATTERN


class DocumentNumber(_Text):
    """NSV26-0031-1."""

    regex = DOCUMENT_PATTERN


class DocumentReference(_Text):
    """NSV26-0031-1, or handling-12 for a document whose number is not known."""

    regex = rf"(?:{DOCUMENT_PATTERN}|handling-\d{{1,12}})"
