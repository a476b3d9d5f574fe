"""Both real strategies out to files and back in, model by model."""

import pytest
from django.core.management import call_command

from config.records import Change, kept_fields
from config.tables import read_here, write_csv, write_xlsx
from indicators import resources as measured
from strategy import resources as wanted
from tests import factories
from tests.printed import load_printed

pytestmark = pytest.mark.django_db

# In the order in which one refers to the other.
IN_ORDER = [
    wanted.PartnershipResource,
    measured.AreaResource,
    measured.GroupResource,
    measured.SourceResource,
    measured.StatisticResource,
    wanted.StrategyResource,
    wanted.VisionResource,
    wanted.OverallObjectiveResource,
    wanted.FocusAreaResource,
    wanted.GoalResource,
    wanted.ActionResource,
    wanted.LighthouseResource,
    wanted.LighthouseGoalResource,
    measured.IndicatorResource,
    measured.CitationResource,
    measured.SeriesResource,
    measured.ObservationResource,
    measured.BaselineResource,
    measured.TargetResource,
    measured.AnnotationResource,
    measured.QualityNoteResource,
    measured.FollowUpResource,
    measured.FigureResource,
    measured.FigureSeriesResource,
    measured.FootnoteResource,
    measured.GoalAnalysisResource,
    measured.AssessmentResource,
    wanted.TranslationResource,
]


@pytest.fixture
def administrator():
    load_printed()
    return factories.make_administrator(username="root")


def contents(model):
    """What is stored of a model, told without database ids."""
    names = [field for field in kept_fields(model) if field.editable]
    return sorted(repr([comparable(row, field) for field in names]) for row in model.objects.all())


def comparable(row, field):
    value = getattr(row, field.name)
    return value.natural_key() if field.is_relation and value is not None else value


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_an_untouched_export_of_everything_changes_nothing(administrator, write):
    for resource_class in IN_ORDER:
        resource = resource_class(user=administrator)
        header, rows = resource.table(resource.get_queryset())
        if not rows:
            continue
        (table,) = read_here(write(header, rows))
        plan = resource.plan(table)
        assert plan.problems == [], resource_class
        assert (len(plan.unchanged), len(plan.changed)) == (len(rows), 0), [
            (row.title, row.alterations) for row in plan.changed
        ][:3]


@pytest.mark.django_db(transaction=True)
def test_everything_can_be_built_up_again_from_files(administrator):
    before = {each: contents(each._meta.model) for each in IN_ORDER}
    files = {}
    for each in IN_ORDER:
        resource = each(user=administrator)
        header, rows = resource.table(resource.get_queryset())
        files[each] = write_csv(header, rows) if rows else None
    call_command("flush", interactive=False, reset_sequences=False, verbosity=0)
    administrator = factories.make_administrator(username="root")
    for each in IN_ORDER:
        if files[each] is not None:
            resource = each(user=administrator)
            (table,) = read_here(files[each])
            plan = resource.plan(table)
            assert plan.problems == [], each
            resource.apply(plan, Change(user=administrator, reason="Ur filerna"))
    for each in IN_ORDER:
        assert contents(each._meta.model) == before[each], each
        model = each._meta.model
        assert model.history.count() == model.objects.count(), each


def test_no_export_holds_a_database_id(administrator):
    for each in IN_ORDER:
        assert "id" not in each(user=administrator).fields
