"""Numbers as Swedish writes them, and the small number words that headings use."""

from decimal import ROUND_HALF_UP, Decimal

WORDS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip
_SIGNS = str.maketrans({",": "\u00a0", ".": ","})


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """«1 234,5» with a no-break space as thousands separator, rounded half up.

    Written without Django's formats, which take four times as long: a page of figures has
    hundreds of them.
    """
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    # No minus before a rounded zero.
    return f"{exact or abs(exact):,f}".translate(_SIGNS)


def counted(count: int, singular: str, plural: str, *, common: bool = False) -> str:
    """«ett beslut», «tre beslut», «en satsning», «13 beslut»; `common` is for *en*-words."""
    word = "en" if common and count == 1 else None
    shown = word or (WORDS[count] if 0 <= count < len(WORDS) else number(count))
    return f"{shown} {singular if count == 1 else plural}"
