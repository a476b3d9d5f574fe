"""An indicator with figures and a target, and what is said of it."""

from datetime import date
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import override

from strategy import overview
from strategy.overview.saying import headline_of
from tests import factories

AS_OF = date(2026, 1, 1)


def read(indicator, *, as_of=AS_OF):
    (value,) = overview.read(indicator, as_of=as_of, parts=overview.INDICATOR).indicators
    return value


def said(indicator, language="en", **options):
    """The headline; its HTML says the same."""
    with override(language):
        headline = headline_of(read(indicator, **options), "sv")
        assert unescape(strip_tags(headline.html)) == str(headline)
        return str(headline)


def make_series(*, start="10", latest="12", indicator=None, name="Andel", unit="dagar", **fields):
    """A series that starts in 2017 and was measured in 2022; None: there is no such figure."""
    indicator = indicator or factories.make_indicator(name=name, unit=unit)
    fields.setdefault("area", factories.make_area(name="Norr"))
    series = factories.make_series(indicator=indicator, name=name, **fields)
    if start is not None:
        factories.make_baseline(series=series, period="2017", value=start)
    if latest is not None:
        factories.make_observation(series=series, period="2022", value=latest)
    return series


def address(indicator, form="/", language="en"):
    partnership, strategy, code = indicator.natural_key()
    return f"/{language}/{partnership}/{strategy}/indicators/{code}{form}"
