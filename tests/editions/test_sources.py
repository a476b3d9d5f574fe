"""Whose figures an edition shows, and whether they are official statistics."""

import pytest

from indicators.models import Figure, FigureSeries, FollowUp
from strategy.overview.edition import content
from tests import factories
from tests.publishing.making import make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """A round whose only series is official, shown in a diagram."""
    made = make_round()
    series = made.series
    series.official, series.source = "yes", factories.make_source(name="SCB")
    series.save()
    show(made, [series])
    return made


def show(made, series, *, code="d1", **fields):
    figure = Figure.objects.create(
        follow_up=made.follow_up,
        goal=made.goal,
        code=code,
        kind="chart",
        caption="Ohälsa",
        **fields,
    )
    for order, each in enumerate(series):
        FigureSeries.objects.create(figure=figure, series=each, order=order)


def read(made):
    follow_up = FollowUp.objects.get(pk=made.follow_up.pk)
    return content(follow_up, as_of=factories.today(), show_makers=False)


def drawn(made, code="d1"):
    found = (
        each for area in read(made)["areas"] for goal in area["goals"] for each in goal["figures"]
    )
    return next(each for each in found if each["code"] == code)


def change(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


# Sources


def test_each_figure_names_its_own_source_else_that_of_its_series(made):
    own = factories.make_source(name="Skolverket")
    factories.make_observation(series=made.series, period="2021", source=own)
    assert drawn(made)["source_line"] == "Källa: Skolverket; SCB."


def test_a_starting_point_names_its_own_source(made):
    change(made.series.baselines.get(), source=factories.make_source(name="Kolada"))
    assert drawn(made)["source_line"] == "Källa: SCB; Kolada."


def test_figures_without_a_source_have_those_of_the_indicator_beside_those_with_one(made):
    change(made.series, source=None)
    change(made.series.observations.get(), source=factories.make_source(name="Skolverket"))
    cited = factories.make_source(name="Regionfakta")
    factories.make_citation(indicator=made.indicator, source=cited, as_printed="Regionfakta?")
    assert drawn(made)["source_line"] == "Källa: Skolverket; Regionfakta?."


def test_a_figure_outside_the_years_shown_names_nothing(made):
    own = factories.make_source(name="Skolverket")
    factories.make_observation(series=made.series, period="2010", source=own, derivation="a / b")
    show(made, [made.series], code="d2", first_period="2015")
    assert drawn(made, "d2")["source_line"] == "Källa: SCB."


def test_a_diagram_of_no_figures_names_the_source_of_its_series(made):
    show(made, [made.series], code="d2", first_period="1990", last_period="1991")
    assert drawn(made, "d2")["source_line"] == "Källa: SCB."


def test_the_sources_of_an_edition_are_those_of_every_figure(made):
    other = factories.make_source(name="Skolverket")
    factories.make_observation(series=made.series, period="2021", source=other)
    change(made.series.baselines.get(), source=factories.make_source(name="kolada"))
    assert [each["name"] for each in read(made)["sources"]] == ["kolada", "SCB", "Skolverket"]


def test_two_sources_of_one_name_are_both_told(made):
    other = factories.make_source(name="SCB", publisher="Arbetsförmedlingen")
    factories.make_observation(series=made.series, period="2021", source=other)
    found = [(each["name"], each["publisher"]) for each in read(made)["sources"]]
    assert sorted(found) == [("SCB", ""), ("SCB", "Arbetsförmedlingen")]


# Official statistics


def test_unprocessed_official_figures_are_official(made):
    assert drawn(made)["is_official"] is True


@pytest.mark.parametrize(
    ("fields", "is_processed"),
    [
        ({"status": "E"}, False),
        ({"derivation": "a / b"}, True),
        ({"value": None, "missing": "secret"}, None),
    ],
)
@pytest.mark.parametrize("of", ["observations", "baselines"])
def test_a_figure_that_is_not_official_makes_the_diagram_not_official(
    made, of, fields, is_processed
):
    change(getattr(made.series, of).get(), **fields)
    found = drawn(made)
    assert found["is_official"] is (is_processed is None)
    assert ("Bearbetning" in found["source_line"]) is bool(is_processed)


@pytest.mark.parametrize("fields", [{"official": "processed"}, {"recipe": "a / b"}])
def test_a_processed_series_is_told_as_such_and_is_not_official(made, fields):
    change(made.series, **fields)
    found = drawn(made)
    assert found["is_official"] is False
    assert found["source_line"] == "Källa: SCB. Bearbetning: Region Test."


def test_both_are_decided_from_the_figures_that_are_shown(made):
    factories.make_observation(series=made.series, period="2010", derivation="a / b")
    show(made, [made.series], code="d2", first_period="2015")
    found = drawn(made, "d2")
    assert found["is_official"] is True
    assert found["source_line"] == "Källa: SCB."


def test_a_series_of_which_nothing_is_shown_does_not_decide(made):
    other = factories.make_series(
        indicator=made.indicator, official="processed", source=factories.make_source(name="Annan")
    )
    factories.make_observation(series=other, period="1990")
    show(made, [made.series, other], code="d2", first_period="2015")
    found = drawn(made, "d2")
    assert found["is_official"] is True
    assert found["source_line"] == "Källa: SCB."


def test_a_diagram_without_any_figure_is_not_official(made):
    show(made, [made.series], code="d2", first_period="1990", last_period="1991")
    assert drawn(made, "d2")["is_official"] is False


def test_figures_that_have_no_value_are_not_official(made):
    made.series.baselines.get().withdraw(reason="Fel", on=factories.today())
    change(made.series.observations.get(), value=None, missing="secret")
    assert drawn(made)["is_official"] is False


def test_a_figure_of_another_source_than_its_series_is_not_official(made):
    change(made.series.observations.get(), source=factories.make_source(name="Region Test"))
    assert drawn(made)["is_official"] is False
