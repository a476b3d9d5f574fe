"""A strategy with something of every kind, for pages that show it all."""

from decimal import Decimal

from indicators.models import Annotation, Figure, FigureSeries, Footnote, QualityNote, Target
from strategy.models import Action, Lighthouse, LighthouseGoal, OverallObjective, Vision
from tests import factories


def make_whole_strategy(*, code="rus", status="published", indicators=1, marker="Ord"):
    """One goal with so many indicators; every text of it holds the marker."""
    partnership = factories.make_partnership(
        code=f"region-{code}", name=f"Region {marker}", description=marker
    )
    strategy = factories.make_strategy(
        partnership=partnership,
        code=code,
        status=status,
        title=f"Strategi {marker}",
        introduction=marker,
        scope_note=marker,
        horizon_year=2030,
    )
    Vision.objects.create(strategy=strategy, statement=marker, perspectives=marker)
    OverallObjective.objects.create(strategy=strategy, order=1, statement=marker)
    area = factories.make_focus_area(strategy=strategy, code="a1", name=marker, number=1)
    goal = make_whole_goal(area, marker)
    follow_up = factories.make_follow_up(
        strategy=strategy, code="2023", title=marker, introduction=marker, method=marker
    )
    Footnote.objects.create(follow_up=follow_up, order=1, mark="1", text=marker)
    factories.make_analysis(
        follow_up=follow_up, goal=goal, text=f"## {marker}\n\n| a |\n|-|\n| b |"
    )
    areas = (
        factories.make_area(name="Norr", code=f"{code}-25"),
        factories.make_area(name="Riket", code=f"{code}-00", is_nation=True),
    )
    group = factories.make_group(code=f"women-{code}", name="kvinnor")
    for number in range(1, indicators + 1):
        make_whole_indicator(goal, number, follow_up, areas=areas, group=group, marker=marker)
    QualityNote.objects.create(strategy=strategy, code="q", kind="layout", text=marker)
    return strategy


def make_whole_goal(area, marker):
    goal = factories.make_goal(
        focus_area=area, code="g1", number=1, name=f"Mål {marker}", rationale=marker
    )
    Action.objects.create(goal=goal, order=1, lead_in=marker, text=marker)
    lighthouse = Lighthouse.objects.create(focus_area=area, code="l1", name=marker, start_year=2016)
    LighthouseGoal.objects.create(lighthouse=lighthouse, goal=goal)
    strategy = area.strategy
    QualityNote.objects.create(strategy=strategy, code="qg", goal=goal, kind="label", text=marker)
    Target.objects.create(
        goal=goal,
        code="tg",
        kind="relative",
        comparator="at_least",
        change_percent=Decimal(100),
        wording=marker,
    )
    return goal


def make_whole_indicator(goal, number, follow_up, *, areas, group, marker):
    code = f"i{number}"
    indicator = factories.make_indicator(
        goal=goal, code=code, number=number, name=f"Indikator {number} {marker}", wording=marker
    )
    source = factories.make_source(code=f"{goal.strategy.code}-{code}", name=marker)
    factories.make_citation(indicator=indicator, source=source, as_printed="SSB?", is_certain=False)
    for area in areas:
        make_whole_series(indicator, area, None, source, marker)
    series = make_whole_series(indicator, areas[0], group, source, marker)
    whole = factories.make_target(
        series=series, code=f"{code}-all", kind="composite", comparator="none", wording=marker
    )
    factories.make_target(
        series=series, code=f"{code}-part", part_of=whole, reference_area=areas[1], wording=marker
    )
    Annotation.objects.create(indicator=indicator, period="2019", kind="break", text=marker)
    notes = {"strategy": goal.strategy, "kind": "unit", "text": marker}
    QualityNote.objects.create(code=f"{code}-i", indicator=indicator, **notes)
    QualityNote.objects.create(code=f"{code}-s", series=series, **notes)
    figure = series.observations.first()
    QualityNote.objects.create(code=f"{code}-o", observation=figure, **notes)
    factories.make_assessment(
        follow_up=follow_up, indicator=indicator, arrow="positive", comment=marker
    )
    chart = Figure.objects.create(
        follow_up=follow_up, goal=goal, indicator=indicator, kind="chart", code=f"d{number}",
        caption=marker,
    )  # fmt: skip
    FigureSeries.objects.create(figure=chart, series=series)
    return indicator


def make_whole_series(indicator, area, group, source, marker):
    group_code = f"-{group.code}" if group else ""
    series = factories.make_series(
        indicator=indicator,
        code=f"{indicator.code}-{area.code}{group_code}",
        area=area,
        group=group,
        name="Mått",
        source=source,
    )
    factories.make_baseline(series=series, note=marker, source=source)
    factories.make_observation(series=series, note=marker, source=source)
    factories.make_observation(series=series, period="2023", value=None, missing="secret")
    factories.make_observation(
        series=series, period="2017–2022", value="1.5", aggregation="change", derivation=marker
    )
    return series
