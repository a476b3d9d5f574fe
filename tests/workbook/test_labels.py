"""What names of areas, groups, ages and units may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.workbook.labels import (
    Certainty,
    Named,
    age_of,
    folded,
    match_area,
    match_group,
    people,
    role_of_heading,
    unit_of,
    without_marks,
)

SWEDEN = (
    Named("25", frozenset({"Norrbotten"})),
    Named("03", frozenset({"Uppsala"})),
    Named("14", frozenset({"Västra Götaland"})),
    Named("00", frozenset({"Riket", "Sverige", "Sweden"}), is_nation=True),
)
NORWAY = (
    Named("01", frozenset({"Østfold (til 2019)"})),
    Named("31", frozenset({"Østfold"})),
    Named("0", frozenset({"Norge", "Norway"}), is_nation=True),
)
GROUPS = (
    Named("women", frozenset({"Kvinnor", "Kvinner", "Women"})),
    Named("men", frozenset({"Män", "Menn", "Men"})),
    Named("girls", frozenset({"Flickor", "Jenter", "Girls"})),
    Named("native-born-women", frozenset({"Inrikes födda kvinnor", "Kvinner født i landet"})),
    Named("foreign-born", frozenset({"Utrikes födda", "Født i utlandet"})),
    Named("small-firms", frozenset({"Små och medelstora företag"})),
)


@pytest.mark.parametrize(
    ("text", "code", "certainty"),
    [
        ("25 Norrbottens län", "25", Certainty.EXACT),
        ("Norrbottens län", "25", Certainty.EXACT),
        ("Norrbotten", "25", Certainty.EXACT),
        ("NORRBOTTEN ", "25", Certainty.EXACT),
        ("Norrbotten¹⁾", "25", Certainty.EXACT),
        ("Norrbotten 1)", "25", Certainty.EXACT),
        ("Norrbotten*", "25", Certainty.EXACT),
        ("25", "25", Certainty.EXACT),
        ("0025", "25", Certainty.LIKELY),
        ("0025 Norrbotten", "25", Certainty.EXACT),
        ("3", "03", Certainty.LIKELY),
        ("3 Uppsala län", "03", Certainty.EXACT),
        ("14 Västra Götalands län", "14", Certainty.EXACT),
        ("Region Norrbotten", "25", Certainty.LIKELY),
        ("SE332 Norrbottens län", "25", Certainty.EXACT),
        ("Norrbottnen", "25", Certainty.GUESS),  # as printed in a real document
        ("Riket", "00", Certainty.EXACT),
        ("00 Riket", "00", Certainty.EXACT),
        ("0000", "00", Certainty.LIKELY),
        ("Hela riket", "00", Certainty.EXACT),
        ("Sverige", "00", Certainty.EXACT),
    ],
)
def test_an_area_of_sweden_is_recognised(text, code, certainty):
    assert match_area(text, SWEDEN)[0] == (code, certainty)


@pytest.mark.parametrize(
    ("text", "code", "certainty"),
    [
        ("Østfold", "31", Certainty.EXACT),
        ("Ostfold", "31", Certainty.EXACT),
        ("31 Østfold", "31", Certainty.EXACT),
        ("01 Østfold", "01", Certainty.LIKELY),
        ("Østfold fylke", "31", Certainty.EXACT),
        ("Hele landet", "0", Certainty.EXACT),
        ("0 Hele landet", "0", Certainty.EXACT),
        ("Norge", "0", Certainty.EXACT),
    ],
)
def test_an_area_of_norway_is_recognised(text, code, certainty):
    assert match_area(text, NORWAY)[0] == (code, certainty)


@pytest.mark.parametrize(
    "text",
    ["Uppsala kommun", "0380", "2580 Luleå", "Västerbotten", "24 Västerbottens län", "", "Norge"],
)
def test_another_area_is_none_of_ours(text):
    assert match_area(text, SWEDEN) == ()


def test_a_name_under_another_code_is_a_guess_at_most():
    assert set(match_area("30 Østfold", NORWAY)) == {
        ("31", Certainty.GUESS),
        ("01", Certainty.GUESS),
    }


@pytest.mark.parametrize(
    ("text", "code", "certainty"),
    [
        ("Kvinnor", "women", Certainty.EXACT),
        ("kvinner", "women", Certainty.EXACT),
        ("Menn", "men", Certainty.EXACT),
        ("Män", "men", Certainty.EXACT),
        ("kvinnor/flickor", "women", Certainty.LIKELY),
        ("Inr. födda kvinnor", "native-born-women", Certainty.EXACT),
        ("inrikes födda kvinnor", "native-born-women", Certainty.EXACT),
        ("Utrikes födda", "foreign-born", Certainty.EXACT),
        ("Utr. födda", "foreign-born", Certainty.EXACT),
        ("Født i utlandet", "foreign-born", Certainty.EXACT),
        ("Unga kvinnor", "women", Certainty.LIKELY),
        ("Små och medelstora företag", "small-firms", Certainty.EXACT),
        ("Totalt", "", Certainty.EXACT),
        ("Båda könen", "", Certainty.EXACT),
        ("Begge kjønn", "", Certainty.EXACT),
    ],
)
def test_a_group_is_recognised(text, code, certainty):
    assert match_group(text, GROUPS)[0] == (code, certainty)


@pytest.mark.parametrize("text", ["1", "2", "K", "M", "T", "inrikes transporter", "2022", ""])
def test_a_code_or_another_text_names_no_group(text):
    assert match_group(text, GROUPS) == ()


@pytest.mark.parametrize(
    ("text", "code"), [("1", "men"), ("2", "women"), ("K", "women"), ("M", "men"), ("T", "")]
)
def test_a_code_names_a_sex_where_a_column_is_about_sex(text, code):
    assert match_group(text, GROUPS, by_code=True)[0].code == code


def test_a_code_does_not_tell_women_from_girls():
    found = match_group("K", GROUPS, by_code=True)
    assert {match.code: match.certainty for match in found} == {
        "women": Certainty.LIKELY,
        "girls": Certainty.LIKELY,
    }


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("16-64 år", "16–64"),
        ("16–64", "16–64"),
        ("16 – 64 years", "16–64"),
        ("Andel unga kvinnor (17–24 år)", "17–24"),
        ("65+ år", "65+"),
        ("65 år och äldre", "65+"),
        ("80 år eller eldre", "80+"),
        ("17 år", "17"),
        ("17", ""),
        ("2017–2022", ""),
        ("examen inom 4 år", ""),
        ("10-12 procent", ""),
        ("Totalt", ""),
    ],
)
def test_ages_are_read(text, age):
    assert age_of(text) == age


def test_a_bare_number_is_an_age_where_ages_stand():
    assert age_of("17", is_age=True) == "17"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("procent", "percent"),
        ("Andel, %", "percent"),
        ("prosentpoeng", "points"),
        ("Antal", "count"),
        ("st per år", "count"),
        ("tusen kronor", "money"),
        ("1 000-tal ton", "tons"),
        ("dagar", "days"),
        ("Antal samt andel", ""),
        ("Ohälsotal", ""),
    ],
)
def test_the_kind_of_a_unit_is_read(text, kind):
    assert unit_of(text) == kind


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Norrbotten¹⁾", "Norrbotten"),
        ("Norrbotten1)", "Norrbotten"),
        ("Luleå  **", "Luleå"),
        ("kr/m²", "kr/m²"),
        ("16-64 år", "16-64 år"),
        ("Riket (2)", "Riket (2)"),
    ],
)
def test_footnote_marks_are_taken_from_labels(text, kept):
    assert without_marks(text) == kept


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Region", "area"),
        ("municipality_id", "area"),
        ("geo\\TIME_PERIOD", "area"),
        ("kön", "group"),
        ("Kjønn", "group"),
        ("år", "period"),
        ("value", "value"),
        ("OBS_FLAG", "flag"),
        ("Nyckeltal (id)", "code"),
        ("Något annat", ""),
    ],
)
def test_a_heading_says_what_a_column_holds(heading, role):
    assert role_of_heading(heading) == role


@given(st.text(max_size=40))
def test_any_text_is_compared_without_harm(text):
    assert folded(folded(text)) == folded(text)
    people(text)
    age_of(text)
    match_area(text, SWEDEN)
    match_group(text, GROUPS, by_code=True)


@pytest.mark.parametrize("text", ["promille", "Andel, promille", "Promille (‰)", "12 ‰"])
def test_promille_is_not_per_cent(text):
    assert unit_of(text) == "promille"
