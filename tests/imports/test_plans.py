"""What an import would do, and what it leaves alone."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from config.records import Change, Record
from config.registry import rules
from config.tables import Cell, Table, read, write_csv, write_xlsx
from indicators.models import Observation, Series, Target
from indicators.resources import (
    AssessmentResource,
    GroupResource,
    IndicatorResource,
    ObservationResource,
    SeriesResource,
    TargetResource,
)
from strategy.models import Goal
from strategy.resources import GoalResource, MembershipResource
from tests import factories

pytestmark = pytest.mark.django_db
COLUMNS = ("strategy", "series", "period", "value")


@pytest.fixture
def series():
    return factories.make_series(
        code="n08-women",
        strategy=factories.make_strategy(
            partnership=factories.make_partnership(code="norrbotten"), code="rus-2030"
        ),
    )


@pytest.fixture
def editor(series):
    return factories.make_user(partnership=series.strategy.partnership)


def table(*rows, header=COLUMNS):
    cells = [
        tuple(
            Cell(text=text, address=f"{'ABCDEFGHIJKLMNOP'[column]}{number}")
            for column, text in enumerate(row)
        )
        for number, row in enumerate(rows, start=2)
    ]
    return Table(
        name="Data",
        header=tuple(header),
        rows=tuple(cells),
        numbers=tuple(range(2, len(cells) + 2)),
    )


def plan(editor, *rows, resource=ObservationResource, header=COLUMNS):
    return resource(user=editor).plan(table(*rows, header=header))


def figure(period, value, series="n08-women"):
    return ("norrbotten/rus-2030", series, period, value)


def apply(editor, made, resource=ObservationResource, reason="Årets siffror"):
    resource(user=editor).apply(made, Change(user=editor, reason=reason))


def test_new_changed_and_unchanged_are_told_apart(editor, series):
    factories.make_observation(series=series, period="2020", value="31.5")
    factories.make_observation(series=series, period="2021", value="31.0")
    made = plan(editor, figure("2020", "31,5"), figure("2021", "30,9"), figure("2022", "30,4"))
    assert [len(made.new), len(made.changed), len(made.unchanged)] == [1, 1, 1]
    (alteration,) = made.changed[0].alterations
    assert (alteration.old, alteration.new) == ("31", "30.9")


def test_a_plan_writes_nothing(editor, series):
    plan(editor, figure("2022", "30,4"))
    assert not Observation.objects.exists()


def test_importing_the_same_file_twice_changes_nothing(editor, series):
    rows = [figure("2021", "31,5"), figure("2022", "30,4")]
    apply(editor, plan(editor, *rows))
    again = plan(editor, *rows)
    assert len(again.unchanged) == 2
    assert not again.can_be_applied
    assert Observation.history.count() == 2


def test_every_row_is_remembered_with_person_and_reason(editor, series):
    apply(editor, plan(editor, figure("2022", "30,4")), reason="Från SCB")
    version = Observation.history.get()
    assert (version.history_user, version.history_change_reason) == (editor, "Från SCB")


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        (figure("2022", "abc"), "Data!D2", "not a number"),
        (figure("2022", "1,234"), "Data!D2", "can be read as"),
        (figure("2022", "1e400"), "Data!D2", "not a number"),
        (figure("2022", "12345678901234567890"), "Data!D2", "digits"),
        (figure("20222", "1"), "Data!C2", "not a period"),
        (figure("2020.7", "1"), "Data!C2", "not a period"),
        (figure("2022", "1", series="n08-womn"), "Data!B2", "Did you mean n08-women"),
        (figure("2022", "1", series="N08-Women"), "Data!B2", "Did you mean n08-women"),
        (("norrbotten/rus", "n08-women", "2022", "1"), "Data!A2", "Did you mean"),
        (figure("", "1"), "Data!C2", "empty"),
        (figure("2022", ""), "Data", "a value or the reason"),
        (figure("2017–2022", "1"), "Data", "span"),
    ],
)
def test_a_wrong_cell_is_told_at_its_place(editor, series, row, place, words):
    made = plan(editor, row)
    (problem,) = made.problems
    assert problem.place.startswith(place)
    assert words in problem.sentence


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (("strategy", "series", "period", "valeu"), "Did you mean value"),
        (("strategy", "series", "value"), "“period” is missing"),
        (("strategy", "series", "period", "value", "value"), "twice"),
        (("strategy", "series", "period", "value", "id"), "not known"),
    ],
)
def test_a_wrong_header_is_told(editor, series, header, words):
    made = plan(editor, ("x",) * len(header), header=header)
    assert any(words in problem.sentence for problem in made.problems)


def test_one_problem_keeps_the_whole_file_out(editor, series):
    made = plan(editor, figure("2021", "31,5"), figure("2022", "abc"))
    assert not made.can_be_applied
    with pytest.raises(ValidationError):
        apply(editor, made)
    assert not Observation.objects.exists()


def test_problems_are_told_in_the_order_of_the_file(editor, series):
    made = plan(
        editor,
        figure("2021", "abc"),
        figure("2022", "1", series="okänd"),
        figure("2023", ""),
        *(figure(str(year), "abc") for year in range(2024, 2032)),
    )
    rows = [int("".join(filter(str.isdigit, problem.place))) for problem in made.problems]
    assert rows == [*range(2, 13)]


def test_a_new_row_is_told_by_what_it_holds(editor, series):
    (row,) = plan(editor, figure("2022", "30,4")).new
    assert {alteration.new for alteration in row.alterations} == {
        str(series),
        "2022",
        "30.4",
    }


def test_the_same_row_twice_is_a_problem_with_both_places(editor, series):
    made = plan(editor, figure("2022", "1"), figure("2022.0", "2"))
    (problem,) = made.problems
    assert "row 3" in problem.place
    assert "row 2" in problem.sentence


def test_a_cell_beside_the_table_is_told_not_dropped(editor, series):
    """A decimal comma in a file separated by commas makes one cell too many."""
    (read_again,) = read(b"strategy,series,period,value\nnorrbotten/rus-2030,n08-women,2024,12,5\n")
    made = ObservationResource(user=editor).plan(read_again)
    (problem,) = made.problems
    assert problem.place == "E2"
    assert "beside the table" in problem.sentence


def test_a_withdrawn_figure_does_not_come_back_when_its_file_is_sent_again(editor, series):
    row = factories.make_observation(series=series, period="2022", value="30.4")
    row.withdraw(reason="Fel källa", on=factories.today())
    made = plan(editor, figure("2022", "30,4"))
    (problem,) = made.problems
    assert "Fel källa" in problem.sentence
    assert len(plan(editor, figure("2022", "29,9")).new) == 1


def test_withdrawn_rows_and_their_successors_go_out_and_come_back_unchanged(editor, series):
    row = factories.make_observation(series=series, period="2022", value="30.4")
    row.withdraw(reason="Fel källa", on=factories.today())
    factories.make_observation(series=series, period="2022", value="29.9")
    series.indicator.withdraw(reason="Ersatt", on=factories.today())
    for resource_class, rows in ((ObservationResource, 2), (IndicatorResource, 1)):
        resource = resource_class(user=editor)
        (read_again,) = read(write_xlsx(*resource.table(resource.get_queryset())))
        made = resource.plan(read_again)
        assert made.problems == []
        assert len(made.unchanged) == rows


def test_a_row_can_be_withdrawn_by_a_file_with_its_reason(editor, series):
    row = factories.make_observation(series=series, period="2022", value="30.4")
    header = (*COLUMNS, "withdrawn_on", "withdrawn_reason")
    day = factories.today().isoformat()
    apply(editor, plan(editor, (*figure("2022", ""), day, "Fel källa"), header=header))
    row.refresh_from_db()
    assert row.withdrawn_reason == "Fel källa"


def test_an_empty_cell_changes_nothing(editor, series):
    factories.make_observation(series=series, period="2022", value="30.4", note="Preliminär")
    made = plan(editor, (*figure("2022", ""), ""), header=(*COLUMNS, "note"))
    assert len(made.unchanged) == 1


def test_the_word_clear_empties_a_field(editor, series):
    row = factories.make_observation(series=series, period="2022", value="30.4", note="Preliminär")
    apply(editor, plan(editor, (*figure("2022", ""), "CLEAR"), header=(*COLUMNS, "note")))
    row.refresh_from_db()
    assert (row.note, row.value) == ("", Decimal("30.4"))


def test_a_value_takes_the_place_of_the_reason_why_there_was_none(editor, series):
    row = factories.make_observation(series=series, period="2022", value=None, missing="not_yet")
    apply(editor, plan(editor, figure("2022", "30,4")))
    row.refresh_from_db()
    assert (row.value, row.missing) == (Decimal("30.4"), "")


def test_zero_is_imported_as_a_value(editor, series):
    apply(editor, plan(editor, figure("2022", "0")))
    assert Observation.objects.get().value == 0


def test_choices_are_read_by_code_or_by_name_in_any_language(editor, series):
    header = (*COLUMNS, "missing")
    made = plan(editor, (*figure("2022", ""), "Secret"), header=header)
    assert made.new[0].record.missing == "secret"
    made = plan(editor, (*figure("2022", ""), "dunno"), header=header)
    assert "secret" in made.problems[0].sentence


def test_rows_of_another_partnership_are_unknown_and_stay_as_they_are(editor, series):
    theirs = factories.make_observation(
        series=factories.make_series(
            code="hemlig-serie",
            strategy=factories.make_strategy(
                partnership=factories.make_partnership(code="ostfold"), code="grunnlag"
            ),
        ),
        value="77.7",
    )
    made = plan(editor, ("ostfold/grunnlag", "hemlig-serie", "2022", "1"))
    (problem,) = made.problems
    assert "not known" in problem.sentence
    assert "77.7" not in str(made.shown())
    assert "hemlig" not in problem.sentence
    theirs.refresh_from_db()
    assert theirs.value == Decimal("77.7")


def test_a_series_of_another_partnership_can_not_be_referred_to(editor, series):
    factories.make_series(code="deras", strategy=factories.make_strategy())
    made = plan(editor, figure("2022", "1", series="deras"))
    assert "not known" in made.problems[0].sentence


def test_shared_rows_are_changed_by_administrators_only(editor):
    factories.make_group(code="women", name="kvinnor")
    header = ("code", "name")
    made = plan(editor, ("women", "Damer"), resource=GroupResource, header=header)
    assert "may not change" in made.problems[0].sentence
    made = plan(
        factories.make_administrator(), ("women", "Damer"), resource=GroupResource, header=header
    )
    assert len(made.changed) == 1


def test_a_reader_imports_nothing(series):
    reader = factories.make_user(partnership=series.strategy.partnership, role="reader")
    made = plan(reader, figure("2022", "1"))
    assert "not known" in made.problems[0].sentence


def test_rows_may_refer_to_rows_of_the_same_file(editor, series):
    header = ("strategy", "code", "goal", "indicator", "series", "kind", "comparator", "part_of")
    common = (series.indicator.goal.code, series.indicator.code)
    made = plan(
        editor,
        ("norrbotten/rus-2030", "t1a", *common, "n08-women", "direction", "decrease", "t1"),
        ("norrbotten/rus-2030", "t1", *common, "", "composite", "none", ""),
        resource=TargetResource,
        header=header,
    )
    assert made.problems == []
    apply(editor, made, TargetResource)
    assert Target.objects.get(code="t1a").part_of.code == "t1"


def test_a_code_that_is_taken_is_told_not_crashed_into(editor, series):
    """Two new series of the same measure break a unique rule of the model."""
    header = ("strategy", "code", "indicator", "name", "area")
    area = f"SE/{series.area.code}"
    rows = [
        ("norrbotten/rus-2030", code, series.indicator.code, "Samma", area) for code in ("a", "b")
    ]
    made = plan(editor, *rows, resource=SeriesResource, header=header)
    (problem,) = made.problems
    assert "already a series" in problem.sentence


def test_planning_rows_with_codes_costs_no_more_for_more_rows(
    editor, series, django_assert_max_num_queries
):
    goal = series.indicator.goal
    for number in range(500, 530):
        factories.make_indicator(goal=goal, number=number)
    resource = IndicatorResource(user=editor)
    header, rows = resource.table(resource.get_queryset())
    (few,) = read(write_csv(header, rows[:2]))
    (many,) = read(write_csv(header, rows))
    for read_again in (few, many):
        with django_assert_max_num_queries(10):
            assert resource.plan(read_again).problems == []


def test_planning_costs_the_same_number_of_queries_for_any_number_of_rows(
    editor, series, django_assert_max_num_queries
):
    few = table(*[figure(str(1800 + n), "1") for n in range(3)])
    many = table(*[figure(str(1800 + n), "1") for n in range(200)])
    for rows in (few, many):
        with django_assert_max_num_queries(10):
            assert len(ObservationResource(user=editor).plan(rows).new) == len(rows.rows)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_what_goes_out_comes_back_unchanged(editor, series, write):
    factories.make_observation(series=series, period="2020", value="1.234", note="=1+1")
    factories.make_observation(series=series, period="2021", value="-0.5", as_printed="'x")
    factories.make_observation(series=series, period="2017–2022", value="6523", aggregation="sum")
    factories.make_observation(series=series, period="2022", value=None, missing="secret")
    resource = ObservationResource(user=editor)
    (read_again,) = read(write(*resource.table(resource.get_queryset())))
    made = resource.plan(read_again)
    assert made.problems == []
    assert len(made.unchanged) == 4


def test_exporting_costs_the_same_number_of_queries_for_any_number_of_rows(
    editor, series, django_assert_max_num_queries
):
    for year in range(1900, 1950):
        factories.make_observation(series=series, period=str(year))
    with django_assert_max_num_queries(3):
        resource = ObservationResource(user=editor)
        assert len(resource.table(resource.get_queryset())[1]) == 50


def test_the_librarys_own_entry_plans_and_writes_the_same_way(editor, series):
    dataset = ObservationResource(user=editor).export()
    assert "series" in dataset.headers
    dataset = dataset.__class__(*[figure("2022", "30,4")], headers=COLUMNS)
    result = ObservationResource(user=editor).import_data(dataset, dry_run=True)
    assert (result.totals["new"], Observation.objects.count()) == (1, 0)
    ObservationResource(user=editor).import_data(dataset, dry_run=False)
    assert Observation.history.get().history_user == editor


def test_a_published_code_is_only_a_key(editor, series):
    goal = series.indicator.goal
    header = ("strategy", "code", "name")
    made = plan(
        editor,
        ("norrbotten/rus-2030", goal.code, "Nytt namn"),
        resource=GoalResource,
        header=header,
    )
    apply(editor, made, GoalResource)
    assert Goal.objects.get(code=goal.code).name == "Nytt namn"


@pytest.mark.parametrize(("role", "problems"), [("editor", 1), ("approver", 0)])
def test_only_those_who_approve_import_something_approved(series, role, problems):
    follow_up = factories.make_follow_up(
        strategy=series.strategy, code="2023", is_from_document=True
    )
    factories.make_assessment(follow_up=follow_up, indicator=series.indicator, state="ready")
    person = factories.make_user(partnership=series.strategy.partnership, role=role)
    row = ("norrbotten/rus-2030", "2023", series.indicator.code, "approved")
    header = ("strategy", "follow_up", "indicator", "state")
    made = plan(person, row, resource=AssessmentResource, header=header)
    assert len(made.problems) == problems
    assert all(row.record.approved_by == person for row in made.changed)


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_what_is_approved_is_changed_by_nobody(series, role):
    follow_up = factories.make_follow_up(
        strategy=series.strategy, code="2023", is_from_document=True
    )
    chief = factories.make_user(partnership=series.strategy.partnership, role="approver")
    factories.make_assessment(
        follow_up=follow_up,
        indicator=series.indicator,
        state="approved",
        approved_by=chief,
        approved_at=timezone.now(),
    )
    person = factories.make_user(partnership=series.strategy.partnership, role=role)
    row = ("norrbotten/rus-2030", "2023", series.indicator.code, "positive")
    header = ("strategy", "follow_up", "indicator", "arrow")
    made = plan(person, row, resource=AssessmentResource, header=header)
    (problem,) = made.problems
    assert "Set it back to draft" in problem.sentence


@pytest.mark.parametrize(("role", "problems"), [("editor", 1), ("approver", 1), ("manager", 0)])
def test_nobody_gives_themselves_a_role_by_a_file(series, role, problems):
    person = factories.make_user(partnership=series.strategy.partnership, role=role, username="p")
    made = plan(
        person,
        ("norrbotten", "p", "manager"),
        resource=MembershipResource,
        header=("partnership", "user", "role"),
    )
    assert len(made.problems) == problems


def rows_to_check():
    series = factories.make_series()
    for value, missing, direction, period, aggregation, status in [
        (Decimal(1), "", "", "2022", "point", "A"),
        (None, "", "", "2022", "point", "A"),
        (Decimal(1), "secret", "", "2022", "point", "A"),
        (None, "in_words", "up", "2017–2022", "change", "A"),
        (None, "secret", "up", "2022", "point", "P"),
        (Decimal(10) ** 15, "", "", "2022", "point", "A"),
        (Decimal(1), "", "", "2017–2022", "point", "A"),
        (Decimal(1), "", "", "2022", "sum", "A"),
        (Decimal(1), "", "", "", "point", "A"),
        (Decimal(1), "", "", "2022", "point", "Z"),
    ]:
        yield Observation(
            series=series,
            value=value,
            missing=missing,
            direction=direction,
            period=period,
            aggregation=aggregation,
            status=status,
        )


def test_rules_in_memory_say_what_the_database_says():
    for row in rows_to_check():
        assert_same_verdict(row)
    for code, fields in {
        "t1": {"kind": "level", "comparator": "between", "value": Decimal(1)},
        "t2": {
            "kind": "level",
            "comparator": "between",
            "value": Decimal(1),
            "upper_value": Decimal(2),
        },
        "t3": {"kind": "relative", "comparator": "at_most", "change_percent": Decimal(-70)},
        "t4": {"kind": "parity", "comparator": "equals", "tolerance": Decimal(-1)},
        "T5": {"kind": "reference_level", "comparator": "equals"},
        "t6": {"kind": "recurring", "comparator": "at_least", "value": Decimal(1)},
    }.items():
        series = Series.objects.first()
        assert_same_verdict(
            Target(
                strategy=series.strategy,
                goal=series.indicator.goal,
                indicator=series.indicator,
                series=series,
                code=code,
                **fields,
            )
        )


def assert_same_verdict(row):
    checks = [rule for rule in row._meta.constraints if hasattr(rule, "condition")]
    database = set()
    for rule in checks:
        if rule.__class__.__name__ == "CheckConstraint":
            try:
                rule.validate(type(row), row)
            except ValidationError as error:
                database.update(error.messages)
    assert set(rules.broken_checks(row)) == database


def test_every_constraint_of_every_record_can_be_checked_in_memory():
    """A rule written in a way that ``rules.holds`` does not know would raise KeyError."""
    for model in all_subclasses(Record):
        if not model._meta.abstract:
            rules.broken_checks(model())
            rules.clashes(model, [model()], [])


def all_subclasses(cls):
    for sub in cls.__subclasses__():
        yield sub
        yield from all_subclasses(sub)
