"""The form of a target says at once how it is read: who may ask, what it says, what it costs."""

from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.admin.targets import read
from indicators.judging.reading import lack
from indicators.models import Target
from indicators.progress import Reason
from tests import factories
from tests.admin.pages import address, errors, filled, save, signed_in

pytestmark = pytest.mark.django_db
BUDGET = 12
LATE = "2130"  # a deadline that has not passed, whenever this is run


@pytest.fixture
def area():
    return factories.make_area(name="Norrbotten")


@pytest.fixture
def indicator():
    strategy = factories.make_strategy(code="rus", status="draft")
    return factories.make_indicator(strategy=strategy, code="n01", unit="personer")


@pytest.fixture
def series(indicator, area):
    """A series that falls by two a year."""
    found = factories.make_series(indicator=indicator, code="n01-all", name="Folkmängd", area=area)
    factories.make_baseline(series=found, period="2017", value="100")
    factories.make_observation(series=found, period="2022", value="90")
    return found


@pytest.fixture
def target(series):
    return factories.make_target(series=series, code="n01", value=Decimal(198), deadline=LATE)


@pytest.fixture
def editor(indicator):
    return client_of(indicator.strategy.partnership)


def client_of(partnership, role="editor"):
    return signed_in(factories.make_user(partnership=partnership, role=role))


def reading_page(target=None):
    if target is None:
        return reverse("admin:indicators_target_add_reading")
    return reverse("admin:indicators_target_reading", args=[target.pk])


def text_of(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def reading(client, target, **changes):
    """What the panel says when the form of a saved target has been changed."""
    data = filled(client.get(address(target, "change")), **changes)
    return text_of(client.post(reading_page(target), data))


def reading_of_new(client, **fields):
    data = filled(client.get(address(Target, "add")), **fields)
    return text_of(client.post(reading_page(), data))


# What it says


def test_the_page_opens_with_how_the_saved_target_is_read(editor, target):
    page = text_of(editor.get(address(target, "change")))
    for told in (
        "At least 198 personer by 2130.",
        "Wrong way",
        "Negative",
        "It has fallen by 2 personer a year since 2017; it must rise by 1 personer a year to reach",
        "n01-all Folkmängd",
        "<b>+1 personer a year</b>",
        "Shows what is saved.",
    ):
        assert told in page
    assert "What is missing" not in page


def test_a_changed_form_is_read_as_it_stands_and_nothing_is_written(editor, target):
    told = reading(editor, target, value="306", code="annat")
    assert "At least 306 personer by 2130." in told
    assert "<b>+2 personer a year</b>" in told
    assert "<html" not in told
    target.refresh_from_db()
    assert (target.value, target.code, target.version) == (Decimal(198), "n01", 1)
    assert target.history.count() == 1
    assert LogEntry.objects.count() == 0


def test_a_target_that_is_not_there_yet_is_read_and_not_made(editor, series):
    told = reading_of_new(
        editor,
        **{"indicator": series.indicator_id, "series": series.pk, "code": "ny", "kind": "level"},
        **{"comparator": "at_most", "value": "95", "deadline": LATE},
    )
    assert "At most 95 personer by 2130." in told
    assert "Met so far" in told
    assert not Target.objects.exists()


def test_an_empty_form_says_when_something_will_be_said(editor, series):
    page = text_of(editor.get(address(Target, "add")))
    assert "it is said here how it is read" in page
    assert f'data-address="{reading_page()}"' in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"deadline": "2016"}, "after the starting point of the series, 2017."),
        ({"deadline": "soon"}, "is not a period"),
        ({"value": "many"}, "is not a number"),
        ({"value": ""}, "A target of this kind needs a value."),
        ({"comparator": "increase"}, "With this kind of target use:"),
        ({"kind": "nonsense"}, "is not one of the available choices"),
        ({"series": "77777"}, "not one of the available choices"),
        ({"series": "\u00b2"}, "not one of the available choices"),
        ({"code": "Å Ä"}, "Code: "),
        ({"code": "upptagen"}, "The strategy already has a target with this code."),
        ({"value": "25 %"}, "without the per cent sign"),
        ({"seen_version": "9"}, "after you had opened it"),
    ],
)
def test_what_could_not_be_saved_is_refused_in_the_same_words(editor, target, changes, sentence):
    factories.make_target(series=target.series, code="upptagen")
    told = reading(editor, target, **{"wording": "annat", **changes})
    assert "It can’t be read like this:" in told
    assert sentence in told
    assert "Today:" not in told
    assert sentence in text_of(save(editor, target, **{"wording": "annat", **changes}))


@pytest.mark.parametrize("wrong", [{"comparator": "equals"}, {"kind": "nonsense"}])
def test_what_can_not_be_compared_is_not_stored_on_any_way(target, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(pk=target.pk).update(**wrong)


@pytest.mark.parametrize(
    ("comparator", "change", "doubt"),
    [
        (
            "at_least",
            -70,
            "−70 with “at least” means: not more than 70 per cent less. Did you mean “at most”?",
        ),
        (
            "more_than",
            -70,
            "−70 with “more than” means: less than 70 per cent less. Did you mean “less than”?",
        ),
        ("at_most", -70, ""),
        ("at_least", 70, ""),
    ],
)
def test_a_decrease_that_is_seldom_meant_is_asked_about(editor, target, comparator, change, doubt):
    changes = {"kind": "relative", "value": "", "change_percent": str(change)}
    told = reading(editor, target, comparator=comparator, **changes)
    assert ("Is this meant?" in told) is bool(doubt)
    assert doubt in told


def test_after_a_refused_save_the_panel_says_why(editor, target):
    response = save(editor, target, deadline="2016")
    assert errors(response)
    assert "It can’t be read like this:" in text_of(response)


def test_a_saved_target_with_no_number_it_could_be_judged_by_is_read_all_the_same(
    editor, indicator
):
    target = Target.objects.create(
        goal=indicator.goal,
        code="o1",
        kind="relative",
        comparator="at_least",
        change_percent=Decimal(100),
    )
    page = text_of(editor.get(address(target, "change")))
    assert "At least 100 per cent more than at a start that is not stated" in page
    assert '<a href="#id_deadline">Deadline</a>' in page
    assert '<a href="#id_indicator">Indicator</a>' in page


# How each kind is read


@pytest.fixture
def others(indicator, area):
    nation = factories.make_area(name="Riket", is_nation=True)
    made = {
        name: factories.make_series(
            indicator=indicator,
            code=name,
            name=name.title(),
            area=nation if name == "nation" else area,
            group=None if name == "nation" else factories.make_group(code=name),
        )
        for name in ("women", "men", "nation")
    }
    for each in made.values():
        factories.make_baseline(series=each, period="2017", value="50")
        factories.make_observation(series=each, period="2022", value="50")
    return {**made, "Riket": nation}


READ = [
    ({"comparator": "between", "value": 10, "upper_value": 20}, "From 10 to 20 personer by 2130."),
    ({"comparator": "more_than", "value": 10}, "More than 10 personer by 2130."),
    ({"value": 10, "deadline": ""}, "At least 10 personer; no deadline is stated."),
    (
        {"value": 10, "strength": "aspirational"},
        "At least 10 personer by 2130; to be strived for.",
    ),
    (
        {"kind": "relative", "comparator": "at_most", "change_percent": -70},
        "At least 70 per cent less than at the starting point of the series (100), that is at "
        "most 30 personer by 2130.",
    ),
    (
        {"kind": "relative", "comparator": "at_least", "change_percent": -20},
        "At most 20 per cent less than at the starting point of the series (100), that is at "
        "least 80 personer by 2130.",
    ),
    (
        {
            **{"kind": "relative", "comparator": "more_than", "change_percent": 10},
            **{"base_period": "2010", "base_value": 200},
        },
        "More than 10 per cent above in 2010 (200), that is more than 220 personer by 2130.",
    ),
    (
        {"kind": "relative", "comparator": "at_most", "change_percent": 5, "base_period": "2010"},
        "At most 5 per cent more than in 2010 by 2130.",
    ),
    (
        {"kind": "recurring", "value": 1500, "every_period": True, "deadline": ""},
        "At least 1,500 personer in every period; no deadline is stated.",
    ),
    ({"kind": "direction", "comparator": "increase"}, "An increase of no stated amount by 2130."),
    (
        {"kind": "reference_level", "comparator": "equals", "reference_series": "nation"},
        "The same level as nation Nation by 2130.",
    ),
    (
        {"kind": "reference_level", "comparator": "at_least", "reference_area": "Riket"},
        "At least the level of Riket by 2130.",
    ),
    (
        {
            **{"kind": "reference_level", "comparator": "equals", "reference_area": "Riket"},
            "tolerance": 5,
        },
        "The same level as Riket, a gap of up to 5 personer being none by 2130.",
    ),
    (
        {
            **{"kind": "reference_growth", "comparator": "more_than", "reference_area": "Riket"},
            "tolerance": Decimal("0.1"),
        },
        "More growth than Riket, a difference of up to 0.1 percentage points being a tie by 2130.",
    ),
    (
        {
            **{"kind": "parity", "comparator": "equals", "series": "women"},
            **{"reference_series": "men", "gap_measure": "ratio", "tolerance": Decimal("0.02")},
        },
        "No gap between women Women and men Men, a gap of up to 0.02 being none, measured as a "
        "ratio by 2130.",
    ),
    (
        {
            **{
                "kind": "parity",
                "comparator": "at_most",
                "series": "women",
                "gap_measure": "ratio",
            },
            **{"reference_series": "men", "value": Decimal("1.2")},
        },
        "Of women Women and men Men the larger at most 1.2 times as large as the smaller by 2130.",
    ),
    (
        {"kind": "parity", "comparator": "at_most", "series": "women", "value": 3},
        "A gap of at most 3 personer between women Women and another group that is not chosen yet "
        "by 2130.",
    ),
    (
        {"kind": "composite", "comparator": "none"},
        "All of its parts, of which none has been entered by 2130.",
    ),
    (
        {"kind": "monitor", "comparator": "none", "deadline": ""},
        "Followed, with no target set.",
    ),
]


@pytest.mark.parametrize(("fields", "told"), READ, ids=range(len(READ)))
def test_each_kind_of_target_is_a_sentence(series, others, fields, told):
    rows = {**others, "all": series}
    fields = {"series": "all", "kind": "level", "comparator": "at_least", **fields}
    fields = {name: rows.get(value, value) for name, value in fields.items()}
    target = Target(indicator=series.indicator, code="ny", **{"deadline": LATE, **fields})
    target.full_clean()
    assert read(target, as_of=factories.today()).sentence == told


def test_a_share_is_told_in_per_cent_and_its_gap_in_points(area):
    indicator = factories.make_indicator(unit="procent")
    one, other = (
        factories.make_series(
            indicator=indicator, code=code, name="A", area=area, group=factories.make_group()
        )
        for code in ("w", "m")
    )
    level = Target(series=one, code="a", kind="level", comparator="at_least", value=Decimal(5))
    parity = Target(
        **{"series": one, "reference_series": other, "code": "b", "kind": "parity"},
        **{"comparator": "at_most", "value": Decimal(5)},
    )
    told = []
    for target in (level, parity):
        target.full_clean()
        told.append(read(target, as_of=factories.today()).sentence)
    assert told == [
        "At least 5 per cent; no deadline is stated.",
        "A gap of at most 5 percentage points between w A and m A; no deadline is stated.",
    ]


# What is chosen


def test_a_series_is_chosen_by_its_group_and_area_too(editor, series, others):
    names = {"app_label": "indicators", "model_name": "target", "field_name": "series"}
    page = editor.get(reverse("admin:autocomplete"), {**names, "term": "wom"}).json()
    place = str(series.strategy)
    group = others["women"].group.name
    [found] = page["results"]
    assert found["text"] == f"women Women, {group}, Norrbotten · {place}"


def test_a_chosen_series_is_shown_with_its_group_and_area(editor, target, others):
    save(editor, target, series=others["women"].pk)
    page = text_of(editor.get(address(target, "change")))
    assert f"women Women, {others['women'].group.name}, Norrbotten</option>" in page


# What is missing


def test_every_reason_has_something_to_do_or_somewhere_to_do_it(series, target):
    substitute = factories.make_series(
        indicator=series.indicator, role="substitute", comparability="unknown"
    )
    for reason in Reason:
        found = lack(reason, target, [substitute])
        assert found.label
        assert found.deed.endswith(".")
        assert found.places or reason == Reason.NO_PARTS


MISSING = [
    (
        {"series": ""},
        "It is not said which figures it is read from. Choose the series it is read from.",
        "#id_series",
    ),
    ({"deadline": ""}, "No deadline is stated.", "#id_deadline"),
    (
        {
            **{"kind": "relative", "comparator": "at_most", "value": "", "change_percent": "-70"},
            "base_period": "2010",
        },
        "Enter the base value here, or as a reference year among the baselines.",
        "#baselines-group",
    ),
    (
        {"kind": "reference_growth", "comparator": "more_than", "value": "", "reference": True},
        "Choose the series it is compared with.",
        "#id_reference_series",
    ),
    (
        {"kind": "reference_level", "comparator": "equals", "value": "", "reference": True},
        "Nobody has decided how close counts as the same.",
        "#id_tolerance",
    ),
]


@pytest.mark.parametrize(("changes", "told", "leads_to"), MISSING, ids=range(len(MISSING)))
def test_what_is_missing_is_told_with_where_to_mend_it(
    editor, target, others, changes, told, leads_to
):
    changes = {**changes}
    if changes.pop("reference", False):
        changes["reference_area"] = others["Riket"].pk
    found = reading(editor, target, **changes)
    assert told in found
    assert f'{leads_to}">' in found


def test_only_a_starting_point_leads_to_the_figures_of_the_series(editor, target, series):
    series.observations.get().withdraw(reason="Fel", on=factories.today())
    page = text_of(editor.get(address(target, "change")))
    place = f"{address(series, 'change')}#observations-group"
    assert f'Enter a figure of a period after the starting point. <a href="{place}">' in page
    assert 'id="observations-group"' in text_of(editor.get(address(series, "change")))
    assert 'id="baselines-group"' in text_of(editor.get(address(series, "change")))


def test_a_missing_figure_of_the_other_leads_to_the_other(editor, target, series, others):
    figures = others["nation"].observations
    figures.get().withdraw(reason="Fel", on=factories.today())
    changes = {"kind": "reference_level", "comparator": "at_least", "value": ""}
    told = reading(
        editor,
        target,
        **changes,
        reference_area=others["Riket"].pk,
        reference_series=others["nation"].pk,
    )
    place = f"{address(others['nation'], 'change')}#observations-group"
    assert "Enter figures of what it is compared with, for the same periods." in told
    assert f'<a href="{place}">' in told
    assert f"{address(series, 'change')}#observations-group" not in told


def test_a_substitute_that_can_not_be_compared_is_led_to(editor, target, series):
    series.observations.get().withdraw(reason="Fel", on=factories.today())
    substitute = factories.make_series(
        indicator=series.indicator,
        substitutes=series,
        role="substitute",
        comparability="not_comparable",
    )
    factories.make_observation(series=substitute, period="2022", value="90")
    page = text_of(editor.get(address(target, "change")))
    place = f"{address(substitute, 'change')}#id_comparability"
    assert f'<a href="{place}">' in page
    assert 'id="id_comparability"' in text_of(editor.get(address(substitute, "change")))


def test_every_part_is_read_and_mended_on_its_own_form(editor, indicator, series):
    whole = factories.make_target(
        series=series, code="hel", kind="composite", comparator="none", deadline=LATE
    )
    part = factories.make_target(series=series, code="del-a", part_of=whole, value=Decimal(95))
    part.deadline = ""
    part.save()
    factories.make_target(
        **{"series": series, "code": "del-b", "part_of": whole, "kind": "direction"},
        **{"comparator": "decrease", "deadline": LATE, "strength": "aspirational"},
    )
    gone = factories.make_target(series=series, code="del-c", part_of=whole)
    gone.withdraw(reason="Fel", on=factories.today())
    page = text_of(editor.get(address(whole, "change")))
    assert "1 part that must hold by 2130; parts to be strived for beside: 1." in page
    assert "At least 95 personer; no deadline is stated." in page
    assert "A decrease of no stated amount by 2130; to be strived for." in page
    assert "del-c" not in page
    assert f'<a href="{address(part, "change")}#id_deadline">' in page
    assert '<a href="#id_deadline">' not in page


def test_a_target_that_another_replaces_says_so(editor, target, series):
    factories.make_target(series=series, code="n01-2", replaces=target, deadline=LATE)
    assert "Revised target" in text_of(editor.get(address(target, "change")))
    assert "Revised target" in reading(editor, target, value="205")


def test_a_withdrawn_series_is_not_judged(editor, target, series):
    series.withdraw(reason="Upphört", on=factories.today())
    page = text_of(editor.get(address(target, "change")))
    assert "At least 198 personer by 2130." in page
    assert "Can’t be judged" in page


# Who


def test_a_reader_sees_how_it_is_read_and_asks_nothing(indicator, target):
    reader = client_of(indicator.strategy.partnership, role="reader")
    page = text_of(reader.get(address(target, "change")))
    assert "At least 198 personer by 2130." in page
    assert "data-address" not in page
    assert "target-reading.js" not in page
    assert reader.post(reading_page(target), {"value": "1"}).status_code == 403
    assert reader.post(reading_page(), {"value": "1"}).status_code == 403


@pytest.mark.parametrize("role", ["reader", "editor", "approver", "manager"])
def test_a_target_of_another_partnership_answers_like_one_that_never_existed(target, role):
    client = client_of(factories.make_partnership(), role=role)
    assert client.post(reading_page(target), {"value": "1"}).status_code == 404
    target.pk = 10**9
    assert client.post(reading_page(target), {"value": "1"}).status_code == 404


def test_rows_of_another_partnership_can_not_be_read_by_naming_them(editor, target):
    foreign = factories.make_series(name="Hemlig", unit="hemliga")
    told = reading(editor, target, series=foreign.pk, indicator=foreign.indicator_id)
    assert "not one of the available choices" in told
    assert "emlig" not in told
    told = reading_of_new(
        editor,
        **{"goal": foreign.indicator.goal_id, "code": "ny", "kind": "monitor"},
        comparator="none",
    )
    assert "not one of the available choices" in told


def test_without_role_or_account_nothing_is_read(target):
    assert signed_in(factories.make_user()).post(reading_page(target)).status_code in {403, 404}
    response = Client().post(reading_page(target))
    assert response.status_code == 302
    assert "login" in response.headers["Location"]


def test_it_is_asked_by_post_and_with_the_token_of_the_form(editor, indicator, target):
    assert editor.get(reading_page(target)).status_code == 405
    assert editor.get(reading_page()).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.make_user(partnership=indicator.strategy.partnership))
    assert strict.post(reading_page(target), {"value": "1"}).status_code == 403


def test_the_code_of_a_published_target_stays_and_it_is_read(editor, indicator, target):
    indicator.strategy.status = "published"
    indicator.strategy.save()
    assert "At least 205 personer" in reading(editor, target, value="205")


@pytest.mark.parametrize("data", [{}, {"kind": "level"}, {"goal": "x", "value": "\0"}])
def test_whatever_is_sent_is_answered(editor, target, data):
    assert editor.post(reading_page(target), data).status_code == 200
    assert editor.post(reading_page(), data).status_code == 200


# What it costs


def queries_of(client, target):
    data = filled(client.get(address(target, "change")), value="205")
    with CaptureQueriesContext(connection) as asked:
        response = client.post(reading_page(target), data)
    assert "At least 205" in text_of(response)
    return len(asked)


def test_reading_asks_at_most_twelve_times_however_much_there_is(editor, target):
    # Session, person, memberships; the target, as it is stored, the starting point it is checked
    # against; the targets beside it, series, figures, baselines, annotations.
    queries_of(editor, target)  # content types are read once and kept
    few = queries_of(editor, target)
    for number in range(30):
        more = factories.make_series(indicator=target.indicator)
        factories.make_baseline(series=more)
        factories.make_observation(series=more)
        factories.make_target(series=more, replaces=target, code=f"annat-{number}")
    assert queries_of(editor, target) == few <= BUDGET
