"""Whether words on a colour can be read."""

from decimal import ROUND_FLOOR, Decimal

LEAST_CONTRAST = Decimal("4.5")  # WCAG 2.2, success criterion 1.4.3, level AA
WEIGHTS = (Decimal("0.2126"), Decimal("0.7152"), Decimal("0.0722"))  # of red, green and blue


def contrast_to_white(colour):
    """The contrast of white to a colour like ``#0f4c5c``: from 1 to 21, rounded down to a tenth.

    Formula: relative luminance and contrast ratio as WCAG 2.2 defines them.
    """
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    luminance = sum(
        weight * linear(Decimal(part) / 255) for weight, part in zip(WEIGHTS, parts, strict=True)
    )
    ratio = Decimal("1.05") / (luminance + Decimal("0.05"))
    return ratio.quantize(Decimal("0.1"), ROUND_FLOOR)


def linear(part):
    """A part of a colour, from 0 to 1, as the light it gives."""
    if part <= Decimal("0.04045"):
        return part / Decimal("12.92")
    return ((part + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")
