"""An indicator that can be followed up in every way, for tests to take something away from."""

from datetime import date

from indicators import followability
from indicators.models import Group
from tests import factories

TODAY = date(2024, 3, 1)


def make_followable(*, strategy=None, code="n08"):
    """An indicator that meets every criterion as of ``TODAY``, with its parts by name."""
    strategy = strategy or factories.make_strategy(status="draft")
    indicator = factories.make_indicator(
        strategy=strategy,
        code=code,
        owner="Analysavdelningen",
        due_month=4,
        unit="dagar",
        frequency="year",
    )
    source = factories.make_source(access="open")
    region, nation = factories.make_area(), factories.make_area(is_nation=True)
    parts = {"indicator": indicator, "source": source, "region": region, "nation": nation}
    parts["citation"] = factories.make_citation(indicator=indicator, source=source)
    women, men = sexes()
    for name, group in (("women", women), ("men", men)):
        series = factories.make_series(
            indicator=indicator, code=f"{code}-{name}", group=group, area=region, official="yes"
        )
        parts[name] = series
        parts[f"{name} start"] = factories.make_baseline(series=series, period="2017")
        parts[f"{name} figure"] = factories.make_observation(series=series, period="2022")
    parts["nation series"] = factories.make_series(
        indicator=indicator, code=f"{code}-nation", area=nation, role="comparison"
    )
    parts["nation start"] = factories.make_baseline(series=parts["nation series"], period="2017")
    parts["target"] = factories.make_target(series=parts["women"], code=code)
    return parts


def sexes():
    """The two groups, each the counterpart of the other."""
    women = Group.objects.filter(code="women").first() or factories.make_group(code="women")
    men = Group.objects.filter(code="men").first() or factories.make_group(
        code="men", counterpart=women
    )
    if women.counterpart is None:
        change(women, counterpart=men)
    return women, men


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def withdraw(row):
    row.withdraw(reason="Fel", on=factories.today())


def retarget(parts, **values):
    """Give the target another kind, with what that kind needs."""
    change(parts["target"], **{"value": None, "deadline": "2030", **values})


def row_of(parts, as_of=TODAY):
    found = followability.read(parts["indicator"].strategy, as_of=as_of)
    return next(row for row in found.rows if row.place.pk == parts["indicator"].pk)


def finding(parts, criterion, as_of=TODAY):
    row = row_of(parts, as_of)
    return next(each for each in row.findings if each.criterion == criterion)


def problems(parts, criterion, as_of=TODAY):
    """The codes of what is missing for a criterion."""
    return [gap.problem.value for gap in finding(parts, criterion, as_of).gaps]
