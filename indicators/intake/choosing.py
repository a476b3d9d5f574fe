"""What can go into an update workbook: everything, or what one source, owner or indicator has."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from indicators.intake.exporting import series_for
from indicators.models import Citation


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One workbook that can be downloaded: its name, its address, how many series it has."""

    label: str
    query: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Workbooks of one kind, under a heading."""

    label: str
    rows: tuple[Choice, ...]


def choices_of(strategy):
    """Every workbook that ``series_for`` can choose, with the number of its series."""
    cited = defaultdict(dict)
    citations = Citation.objects.current().filter(indicator__strategy=strategy)
    for indicator, *source in citations.values_list(
        "indicator", "source__code", "source__name"
    ).order_by("source__name"):
        cited[indicator][source[0]] = source[1]
    sources, owners, indicators, total = {}, {}, {}, 0
    rows = series_for(strategy).order_by("indicator__number", "code")
    names = ("indicator", "indicator__code", "indicator__name", "indicator__owner")
    for indicator, code, name, owner, source, source_name in rows.values_list(
        *names, "source__code", "source__name"
    ):
        total += 1
        indicators.setdefault((code, f"{code} {name}"), []).append(code)
        if owner:
            owners.setdefault((owner, owner), []).append(code)
        for each, its_name in ({source: source_name} if source else cited[indicator]).items():
            sources.setdefault((each, its_name), []).append(code)
    everything = (Choice(label=_("All series"), query="", count=total),) if total else ()
    return [
        Choices(label=_("The whole strategy"), rows=everything),
        Choices(label=_("What one source delivers"), rows=chosen_by("source", sources)),
        Choices(label=_("What one data owner delivers"), rows=chosen_by("owner", owners)),
        Choices(label=_("One indicator"), rows=chosen_by("indicator", indicators)),
    ]


def chosen_by(name, found):
    return tuple(
        Choice(label=label, query="?" + urlencode({name: value}), count=len(codes))
        for (value, label), codes in found.items()
    )
