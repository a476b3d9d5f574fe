"""What differs between two editions is found, all of it, and nothing else."""

import random
import re
import time
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.reports.comparing import SCHEMA, How, Kind, Run, compare
from strategy.reports.wordwise import Word, differing_words, words_of
from tests.reports.examples import example
from tests.reports.sample import large_sample, measured, paragraph, sample, series, text

INDICATOR = ("areas", 0, "goals", 0, "indicators", 0)
SERIES = (*INDICATOR, "series", 0)
WOMEN_2022 = (*SERIES, "observations", 1)


def at(content, *way):
    for step in way:
        content = content[step]
    return content


def changed(way, value, content=None):
    """A content in which one place holds something else."""
    content = deepcopy(content or sample())
    *above, last = way
    at(content, *above)[last] = value
    return content


# Every single change


# What follows from the rest is not compared: it would be told twice, or is no matter of content.
FOLLOWS = [
    "schema|as_of|edition[.].*|not_followed[.].*",
    ".*[.]baseline[.].*",  # the table of the starting points
    ".*[.](said|cells)[.].*",
    ".*[.]series[.][0-9]+[.]title",
    ".*[.](observations|baselines)[.][0-9]+[.](shown|decimals)|.*[.]observations[.][0-9]+[.]kind",
    ".*[.]figures[.][0-9]+[.](label|alt|svg)",
    ".*[.]targets[.][0-9]+[.]status",
    ".*[.]targets[.][0-9]+[.]judgement[.]"
    "(?!status|development|reasons|flags|base_value|tolerance|neutral_band).*",
    ".*[.]suggestion[.]judgement[.](?!status|development).*|.*[.]suggestion[.](as_of|figures)",
    ".*[.](differs|figures_changed|state)",
    "footnotes[.][0-9]+[.]number",
    # In texts: the words tell a value; the number of a footnote follows from its place.
    "(introduction|method_text|arrow_legend|lesson|footnotes|.*[.](analysis|comment))[.].*"
    "[.](number|value)",
]
# What holds more of its like, and what kind a block is: no other kind has the same keys.
NOT_ALONE = [
    ".*[.]targets[.][0-9]+[.]parts",
    "(introduction|method_text|arrow_legend|lesson|footnotes|.*[.](analysis|comment))[.].*"
    "[.](kind|text|items|blocks)",
]
# What tells one thing from another: with another code it is another thing.
IDENTIFIES = [
    ".*[.]code|sources[.][0-9]+[.]name",
    ".*[.](observations|baselines|annotations)[.][0-9]+[.](period|kind|aggregation|series)",
    ".*[.]citations[.][0-9]+[.]source",
]
EXAMPLE = example()


def leaves(content, way=()):
    """The ways to everything in a content that holds nothing else."""
    pairs = content.items() if isinstance(content, dict) else enumerate(content)
    for step, value in pairs:
        if isinstance(value, dict | list) and value:
            yield from leaves(value, (*way, step))
        else:
            yield (*way, step)


def is_one_of(way, patterns):
    return any(re.fullmatch(each, ".".join(map(str, way))) for each in patterns)


def another(value):
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return "7.25" if value == "12.5" else f"{value} mer"
        case []:
            return ["mer"]
    return "mer"


def differ(way):
    """The comparisons of a content with one in which one place holds something else."""
    new = changed(way, another(at(EXAMPLE, *way)), EXAMPLE)
    return compare(EXAMPLE, new), compare(new, EXAMPLE)


def is_left_out(way):
    """An empty list inside a text, or what is looked at by itself."""
    return is_one_of(way, NOT_ALONE) and at(EXAMPLE, *way) != "ord"


WAYS = [way for way in leaves(EXAMPLE) if way != ("schema",) and not is_left_out(way)]
COMPARED = [way for way in WAYS if not is_one_of(way, FOLLOWS)]


def test_every_single_change_is_found_both_ways():
    assert len(COMPARED) > 350
    assert [way for way in COMPARED if any(each.is_empty for each in differ(way))] == []


def test_what_follows_from_the_rest_is_no_change():
    following = [way for way in WAYS if is_one_of(way, FOLLOWS)]
    assert len(following) > 350
    assert [way for way in following if not all(each.is_empty for each in differ(way))] == []


def test_every_pattern_of_what_follows_is_about_something():
    ways = list(leaves(EXAMPLE))
    assert [each for each in FOLLOWS if not any(is_one_of(way, [each]) for way in ways)] == []


def test_one_change_is_told_once():
    counts = [differ(way)[0].counts for way in COMPARED if not is_one_of(way, IDENTIFIES)]
    assert [each for each in counts if sum(map(len, each.values())) > 1] == []


@pytest.mark.parametrize("content", [EXAMPLE, sample(), large_sample(20)])
def test_a_content_does_not_differ_from_itself(content):
    comparison = compare(content, deepcopy(content))
    assert comparison.is_empty
    assert comparison.counts == {}


def test_a_content_of_another_schema_is_not_compared():
    with pytest.raises(ValueError, match="framsteg-edition-2"):
        compare(sample(), sample(schema="framsteg-edition-2"))


# Values


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        (("30.4", ""), ("30.5", ""), How.REVISED),
        (("0", ""), ("1", ""), How.REVISED),
        ((None, "secret"), ("0", ""), How.FILLED),
        (("0", ""), (None, "secret"), How.EMPTIED),
        ((None, "not_yet"), (None, "secret"), How.CHANGED),
    ],
)
def test_a_value_is_revised_filled_or_emptied(before, after, how):
    contents = []
    for value, missing in (before, after):
        content = changed((*WOMEN_2022, "value"), value)
        contents.append(changed((*WOMEN_2022, "missing"), missing, content))
    (change,) = compare(*contents).values
    assert change.how == how
    assert (change.before["value"], change.before["missing"]) == before
    assert (change.after["value"], change.after["missing"]) == after


def test_a_change_says_where_it_is_and_what_differs():
    (change,) = compare(sample(), changed((*WOMEN_2022, "value"), "30.5")).values
    place = change.place
    assert (place.what, place.goal, place.indicator) == ("value", "eg5", "n08")
    assert (place.code, place.name) == ("n08-women", "Ohälsotal, kvinnor")
    assert (place.period, place.aggregation) == ("2022", "point")
    assert (place.goal_name, place.indicator_name) == (
        "God, jämlik och jämställd hälsa",
        "Ohälsotal",
    )
    assert [(each.name, each.before, each.after) for each in change.fields] == [
        ("value", "30.4", "30.5")
    ]


@pytest.mark.parametrize(
    ("before", "after"), [("30.40", "30.4"), ("30", "30.0"), ("0", "0.00"), ("-0.0", "0")]
)
def test_values_that_are_equal_as_numbers_are_equal(before, after):
    old, new = (changed((*WOMEN_2022, "value"), each) for each in (before, after))
    assert compare(old, new).is_empty


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.integers(0, 4))
def test_zeros_at_the_end_never_make_a_change(value, zeros):
    longer = f"{value:f}{'0' * zeros}"
    old, new = (changed((*WOMEN_2022, "value"), each) for each in (f"{value:f}", longer))
    assert compare(old, new).is_empty


def test_figures_that_came_and_went_are_told():
    later = measured("2023", "30.1", "30,1 dagar")
    old = sample()
    (before,) = [at(old, *SERIES)["observations"]]
    new = changed((*SERIES, "observations"), [before[1], later])
    found = [(each.how, each.place.period) for each in compare(old, new).values]
    assert found == [(How.NEW, "2023"), (How.GONE, "2021")]


def test_values_of_a_span_are_told_apart_by_what_they_are():
    total = measured("2019–2022", "100", "100", aggregation="sum")
    mean = measured("2019–2022", "25", "25", aggregation="mean")
    old = changed((*SERIES, "observations"), [total, mean])
    new = changed((*SERIES, "observations"), [total, {**mean, "value": "26"}])
    (change,) = compare(old, new).values
    assert (change.place.aggregation, change.after["value"]) == ("mean", "26")


def test_a_baseline_that_was_revised_stands_beside_the_new_one():
    first = at(sample(), *SERIES, "baselines", 0)
    both = [{**first, "is_replaced": True}, {**first, "value": "35.2"}]
    comparison = compare(sample(), changed((*SERIES, "baselines"), both))
    assert [each.how for each in comparison.baselines] == [How.CHANGED, How.NEW]


# Structure


def without(way, content=None):
    content = deepcopy(content or sample())
    *above, last = way
    del at(content, *above)[last]
    return content


def test_an_indicator_that_is_gone_takes_its_figures_with_it():
    comparison = compare(sample(), without(INDICATOR))
    assert comparison.counts["structure"] == {"gone": 3}  # it and its two series
    assert comparison.counts["values"] == {"gone": 4}
    assert {each.place.indicator for each in comparison.values} == {"n08"}


def test_a_goal_that_is_new_is_told_with_its_name():
    (new, *_rest) = compare(without(("areas", 1, "goals", 1)), sample()).structure
    assert (new.how, new.place.what, new.place.code) == (How.NEW, "goal", "eg7")
    assert new.after["name"] == "Ställa om transporterna"


@pytest.mark.parametrize(
    ("key", "value", "how"),
    [
        ("name", "Ohälsa", How.RENAMED),
        ("number", "88", How.RENUMBERED),
        ("unit", "procent", How.CHANGED),
    ],
)
def test_how_an_indicator_changed(key, value, how):
    (change,) = compare(sample(), changed((*INDICATOR, key), value)).structure
    assert (change.how, change.place.what, change.place.code) == (how, "indicator", "n08")


def test_an_indicator_in_another_goal_is_not_new():
    new = without(INDICATOR)
    new["areas"][1]["goals"][1]["indicators"].append(deepcopy(at(sample(), *INDICATOR)))
    (change,) = compare(sample(), new).structure
    assert change.how == How.CHANGED
    assert [(each.name, each.before, each.after) for each in change.fields] == [
        ("goal", "eg5", "eg7")
    ]


def test_what_is_gone_is_told_where_it_stood():
    new = without(INDICATOR)
    new["areas"][1]["goals"][0]["indicators"][0]["name"] = "Resor"
    new["areas"][0]["goals"][0]["name"] = "Hälsa"
    places = [each.place.indicator for each in compare(sample(), new).structure]
    assert places == ["", "n09", "n08", "n08", "n08"]


# Judgements


def test_a_computed_judgement_is_told_before_and_after():
    new = changed((*INDICATOR, "computed", "status"), "on_track")
    new["method"] = "2"
    comparison = compare(sample(), new)
    (change,) = comparison.computed
    assert (change.before["status"], change.after["status"]) == ("too_slow", "on_track")
    assert comparison.is_other_method
    assert (comparison.method_before, comparison.method_after) == ("1", "2")


def test_another_method_alone_is_a_difference():
    comparison = compare(sample(), sample(method="2"))
    assert not comparison.is_empty
    assert comparison.counts == {}


def outcome(content, status, *, of_target=None):
    """A content in which an indicator, and its one target, stand so."""
    told = {"status": status, "development": "positive", "reasons": [], "flags": []}
    indicator = at(content, *INDICATOR)
    indicator["computed"] |= told
    indicator["targets"][0]["judgement"] = told | {"status": of_target or status}
    return content


def test_a_target_is_not_told_again_where_it_says_what_its_indicator_says():
    old, new = outcome(sample(), "too_slow"), outcome(sample(), "on_track")
    assert [each.place.what for each in compare(old, new).computed] == ["indicator"]


def test_a_target_that_stands_otherwise_than_its_indicator_is_told():
    old = outcome(sample(), "too_slow")
    new = outcome(sample(), "on_track", of_target="wrong_way")
    assert [each.place.what for each in compare(old, new).computed] == ["indicator", "target"]


def test_the_parts_of_a_target_are_compared():
    target = at(EXAMPLE, *INDICATOR, "targets", 0)
    part = {**target, "code": "part"}
    old = changed((*INDICATOR, "targets", 0, "parts"), [part], EXAMPLE)
    new = changed((*INDICATOR, "targets", 0, "parts"), [{**part, "value": "26"}], EXAMPLE)
    (change,) = compare(old, new).targets
    assert (change.place.code, change.after["part_of"]) == ("part", target["code"])


def test_what_people_judged_is_told_before_and_after():
    (change,) = compare(
        sample(), changed((*INDICATOR, "assessment", "arrow"), "positive")
    ).judgements
    assert (change.before["arrow"], change.after["arrow"]) == ("unchanged", "positive")


def test_the_work_on_a_judgement_is_no_change_of_it():
    assert compare(sample(), changed((*INDICATOR, "assessment", "state"), "draft")).is_empty


def test_a_judgement_that_was_made_is_new():
    way = ("areas", 1, "goals", 1, "indicators", 1, "assessment")
    made = at(sample(), *INDICATOR, "assessment")
    comparison = compare(sample(), changed(way, made))
    assert comparison.counts == {"judgements": {"new": 1}, "texts": {"new": 1}}


# Texts


def runs(before, after):
    return [(each.how, each.words) for each in differing_words(before, after)]


def test_a_text_is_told_word_by_word():
    before = [paragraph(text("Ohälsotalet har ökat bland kvinnor."))]
    after = [paragraph(text("Ohälsotalet har minskat något bland kvinnor."))]
    assert runs(before, after) == [
        (Word.KEPT, "Ohälsotalet har"),
        (Word.REMOVED, "ökat"),
        (Word.ADDED, "minskat något"),
        (Word.KEPT, "bland kvinnor."),
    ]


def test_every_kind_of_block_gives_its_words():
    analysis = at(sample(), "areas", 0, "goals", 0, "analysis")
    words = " ".join(words_of(analysis))
    for part in (
        "Ohälsotalen[*] har blivit lägre",
        "30,4 dagar (2022) och för män på sekretess (2021), se Diagram 1. [d1] Varför det är så",
        "Viktigt: mycket 100 % #1",
        "@namn Ny rad med kod = 1 och Försäkringskassans statistik.",
        "befolkningens sammansättning: äldre utflyttade tredje skälet",
        "av sitt arbete. rad ett rad två, indragen Grupp Dagar Kvinnor 30,4 Män 19,9",
    ):
        assert part in words


def test_a_text_tells_where_it_stands():
    new = changed((*INDICATOR, "assessment", "comment"), [paragraph(text("Nytt."))])
    (change,) = compare(sample(), new).texts
    assert (change.how, change.place.what, change.place.indicator) == (
        How.CHANGED,
        "comment",
        "n08",
    )
    assert change.runs == (
        Run(how=Word.REMOVED, words="Skillnaden mellan könen består."),
        Run(how=Word.ADDED, words="Nytt."),
    )


@pytest.mark.parametrize(("old", "new", "how"), [([], "ord", How.NEW), ("ord", [], How.GONE)])
def test_a_text_that_was_not_there_is_new(old, new, how):
    old, new = (sample(lesson=each and [paragraph(text(each))]) for each in (old, new))
    (change,) = compare(old, new).texts
    assert (change.how, change.place.what) == (how, "lesson")


def test_the_same_words_in_another_form_are_told_as_such():
    words = [text("Två ord")]
    old = sample(lesson=[{"kind": "paragraph", "text": words}])
    new = sample(lesson=[{"kind": "heading", "level": 1, "text": words}])
    (change,) = compare(old, new).texts
    assert (change.how, change.runs) == (How.FORM, ())


def test_a_link_that_leads_elsewhere_is_a_change():
    def linked(href):
        link = {"kind": "link", "href": href, "text": [text("här")]}
        return sample(lesson=[{"kind": "paragraph", "text": [link]}])

    (change,) = compare(linked("https://a.se"), linked("https://b.se")).texts
    assert change.how == How.FORM


def test_a_footnote_before_others_does_not_change_the_texts_after_it():
    def noted(number):
        mark = {"kind": "footnote", "number": number}
        return sample(lesson=[paragraph(text("Se noten"), mark)])

    assert compare(noted(2), noted(3)).is_empty


@given(
    st.lists(st.sampled_from(["ab", "åäö", "1", "2"])), st.lists(st.sampled_from(["ab", "1", "ny"]))
)
def test_the_runs_hold_both_texts_whole(old, new):
    found = differing_words([paragraph(text(" ".join(old)))], [paragraph(text(" ".join(new)))])
    if old == new:
        assert found == ()
        return
    kept_or = {how: [] for how in (Word.REMOVED, Word.ADDED)}
    for run in found:
        for how, words in kept_or.items():
            if run.how in {Word.KEPT, how}:
                words += run.words.split(" ")
    assert kept_or == {Word.REMOVED: old, Word.ADDED: new}


# Diagrams, notes, sources


def test_diagrams_that_only_moved_are_renumbered():
    way = ("areas", 1, "goals", 0, "figures", 1, "number")
    (change,) = compare(sample(), changed(way, 3)).figures
    assert (change.how, change.place.code) == (How.RENUMBERED, "d2")


def test_a_caption_is_told_before_and_after():
    way = ("areas", 0, "goals", 0, "figures", 0, "caption")
    (change,) = compare(sample(), changed(way, "Ohälsotal.")).figures
    (field,) = change.fields
    assert (field.before, field.after) == (
        "Ohälsotalens förändring över tid 2017–2022.",
        "Ohälsotal.",
    )


def test_notes_and_sources_are_told_by_what_they_are():
    new = changed((*INDICATOR, "annotations", 0, "text"), "Pandemin.")
    new = changed(("notes", 0, "text"), "Rubriken saknas.", new)
    new = changed((*INDICATOR, "citations", 1, "is_certain"), True, new)
    new = changed(("sources", 0, "licence"), "CC BY", new)
    comparison = compare(sample(), new)
    assert [each.place.what for each in comparison.notes] == ["note", "annotation"]
    assert [each.place.what for each in comparison.sources] == ["source", "citation"]


# Time


def many_figures(indicators, *, years=30, more=0):
    content = large_sample(indicators)
    for goal in content["areas"][0]["goals"]:
        for each in goal["indicators"]:
            rows = [measured(str(1990 + year), f"{year + more}.5", "") for year in range(years)]
            each["series"] = [series(f"{each['code']}-a", "Mått", observations=rows)]
    return content


def seconds(work, *args):
    """The best of three."""
    times = []
    for _each in range(3):
        start = time.process_time()
        work(*args)
        times.append(time.process_time() - start)
    return min(times)


def test_300_indicators_of_30_years_take_half_a_second():
    old, new = many_figures(300), many_figures(300, more=1)
    assert compare(old, new).counts["values"] == {"revised": 9000}
    assert seconds(compare, old, new) < 0.5


HOSTILE = {
    "one word": (["a"] * 15_000, [*["a"] * 14_999, "b"]),
    "two words": (["a", "b"] * 7_500, ["b", "a"] * 7_499),
    "a round": ([f"w{n % 100}" for n in range(8_000)], [f"w{n * 7 % 100}" for n in range(8_000)]),
    "turned": ([f"{n}" for n in range(6_000)], [f"{n}" for n in reversed(range(6_000))]),
    "shuffled": (
        [f"{n % 1_000}" for n in range(8_000)],
        random.Random(1).sample([f"{n % 1_000}" for n in range(8_000)], 8_000),
    ),
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_no_text_takes_long(words):
    old, new = ([paragraph(text(" ".join(each)))] for each in words)
    assert seconds(differing_words, old, new) < 0.5


def test_every_kind_of_change_has_its_place_in_a_comparison():
    comparison = compare(sample(), sample())
    assert all(getattr(comparison, kind) == () for kind in Kind)
    assert sample()["schema"] == SCHEMA
