"""The register's addresses that stand as published bytes before anyone asks for them.

Cases and documents are published too, but at their first reading: there are thousands of them,
and most are never read.
"""

from django.urls import reverse

from foundation.publishing import register_paths


@register_paths
def public_paths() -> list[str]:
    """The register and the verification page."""
    return [reverse("diary_register"), reverse("diary_verify")]
