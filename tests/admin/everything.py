"""One row of every kind there is, in a partnership of its own."""

from django.utils import timezone

from indicators.models import (
    Annotation,
    Edition,
    Figure,
    FigureSeries,
    FileMapping,
    Footnote,
    ImportBatch,
    QualityNote,
)
from strategy.models import Action, Lighthouse, LighthouseGoal, Membership, OverallObjective, Vision
from strategy.reports.canonical import digest
from tests import factories
from tests.reports.sample import sample


def make_everything(*, name="Region Test", mark="", status="published", country="SE"):
    """Rows of every kind, each with the mark in a text; by the name of their model."""
    code = f"p{next(factories.numbers)}"
    partnership = factories.make_partnership(code=code, name=f"{name} {mark}", country=country)
    strategy = factories.make_strategy(
        partnership=partnership, status=status, title=f"Plan {mark}", introduction=mark
    )
    area = factories.make_area(partnership=partnership, name=f"Län {mark}")
    group = factories.make_group(partnership=partnership, name=f"Grupp {mark}")
    source = factories.make_source(partnership=partnership, name=f"Källa {mark}")
    focus_area = factories.make_focus_area(strategy=strategy, name=f"Område {mark}")
    goal = factories.make_goal(focus_area=focus_area, name=f"Mål {mark}", statement=mark)
    lighthouse = Lighthouse.objects.create(
        focus_area=focus_area, code=f"{code}-fyr", name=f"Fyrtorn {mark}"
    )
    indicator = factories.make_indicator(
        goal=goal, name=f"Indikator {mark}", wording=f"Vi ska {mark}"
    )
    statistic = factories.make_statistic(partnership=partnership, name=f"Statistik {mark}")
    series = factories.make_series(
        indicator=indicator,
        area=area,
        group=group,
        source=source,
        statistic=statistic,
        name=f"Serie {mark}",
    )
    observation = factories.make_observation(series=series, note=mark)
    content = sample()
    content["edition"]["note"] = mark
    follow_up = factories.make_follow_up(
        strategy=strategy, title=f"Uppföljning {mark}", is_from_document=True
    )
    figure = Figure.objects.create(
        follow_up=follow_up, goal=goal, kind="chart", code="d1", caption=f"Diagram {mark}"
    )
    rows = [
        *(
            partnership,
            strategy,
            area,
            group,
            source,
            statistic,
            focus_area,
            goal,
            lighthouse,
            indicator,
        ),
        *(series, observation, follow_up, figure),
        factories.make_translation(
            strategy=strategy, what="goal.name", place=goal.code, text=f"Goal {mark}"
        ),
        Vision.objects.create(strategy=strategy, statement=f"Vision {mark}"),
        OverallObjective.objects.create(strategy=strategy, order=1, statement=f"Först {mark}"),
        Action.objects.create(goal=goal, order=1, text=f"Vi ska bidra {mark}"),
        LighthouseGoal.objects.create(lighthouse=lighthouse, goal=goal),
        factories.make_baseline(series=series, note=mark),
        factories.make_target(series=series, wording=mark),
        factories.make_citation(indicator=indicator, source=source, note=mark),
        Annotation.objects.create(
            indicator=indicator, period="2015", kind="break", text=mark or "?"
        ),
        QualityNote.objects.create(
            strategy=strategy, code=f"{code}-q", indicator=indicator, kind="unit", text=mark or "?"
        ),
        factories.make_analysis(follow_up=follow_up, goal=goal, text=mark),
        factories.make_assessment(follow_up=follow_up, indicator=indicator, comment=mark),
        FigureSeries.objects.create(figure=figure, series=series),
        Footnote.objects.create(follow_up=follow_up, order=1, mark="*", text=mark),
        Edition.objects.create(
            follow_up=follow_up,
            number=1,
            published_at=timezone.now(),
            content=content,
            sha256=digest(content),
            note=mark,
        ),
        FileMapping.objects.create(strategy=strategy, signature=code, title=f"Fil {mark}"),
    ]
    member = factories.make_user(username=f"{code}-{mark.lower()}-editor", partnership=partnership)
    rows.append(Membership.objects.get(user=member))
    rows.append(
        ImportBatch.objects.create(
            partnership=partnership,
            user=member,
            actor=member.username,
            model="indicators.observation",
            file_name=f"{mark}.xlsx",
            sha256="0" * 64,
            uploaded_at=timezone.now(),
        )
    )
    return {row._meta.model_name: row for row in rows}
