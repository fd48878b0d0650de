"""Numbers as Swedish writes them, and the small number words that headings use."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

WORDS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """«1 234,5» with a no-break space as thousands separator, rounded half up."""
    if decimals is not None:
        # Django cuts decimals off instead of rounding: 1234.56 would be shown as 1 234,5.
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def counted(count: int, singular: str, plural: str, *, common: bool = False) -> str:
    """«ett beslut», «tre beslut», «en satsning», «13 beslut»; `common` is for *en*-words."""
    word = "en" if common and count == 1 else None
    shown = word or (WORDS[count] if 0 <= count < len(WORDS) else number(count))
    return f"{shown} {singular if count == 1 else plural}"
