"""What sources are called in Swedish."""

from indicators.models import Provenance


def name_of(source_key: str) -> str:
    """The source's name as people say it."""
    return str(Provenance(source_key).label) if source_key in Provenance.values else source_key
