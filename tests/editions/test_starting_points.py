"""What an edition starts from: every value with its period, and how firm it is."""

import pytest
from django.test import Client
from django.utils.translation import override

from indicators.models import Baseline, FollowUp
from strategy.overview.edition import content
from strategy.reports import pdf, word
from strategy.reports.judgements import baseline
from tests import factories
from tests.editions.build import address_of, make_edition, read
from tests.publishing.making import make_round
from tests.reports.extracting import words_of, words_of_pdf, words_of_word

pytestmark = pytest.mark.django_db


def starting_points(made):
    follow_up = FollowUp.objects.get(pk=made.follow_up.pk)
    found = content(follow_up, as_of=factories.today(), show_makers=False)
    return found["areas"][0]["goals"][0]["indicators"][0]["baseline"]


def another(made, **fields):
    fields.setdefault("area", made.series.area)
    return factories.make_series(indicator=made.indicator, name="Andel", **fields)


def cells(table):
    return {row["label"]: [cell["shown"] for cell in row["cells"]] for row in table["rows"]}


def test_a_common_period_is_told_once():
    made = make_round()
    factories.make_baseline(series=another(made), period="2017", value="41")
    table = starting_points(made)
    assert table["period"] == "2017"
    assert cells(table) == {made.series.name: ["40 dagar"], "Andel": ["41 dagar"]}


def test_without_a_common_period_each_tells_its_own():
    made = make_round()
    factories.make_baseline(series=another(made), period="2019", value="41")
    table = starting_points(made)
    assert table["period"] == ""
    assert cells(table) == {made.series.name: ["40 dagar (2017)"], "Andel": ["41 dagar (2019)"]}


@pytest.mark.parametrize(
    ("as_printed", "shown"),
    [
        ("41 dagar", "41 dagar (2019)"),
        ("41 dagar (2019).", "41 dagar (2019)."),
        ("", "41 dagar (2019)"),
    ],
)
@pytest.mark.parametrize("has_others", [True, False])
def test_a_printed_one_tells_its_period_once(as_printed, shown, has_others):
    made = make_round(is_from_document=True)
    Baseline.objects.update(period="2019", value=41, as_printed=as_printed)
    if has_others:
        factories.make_baseline(series=another(made), period="2018")
    assert cells(starting_points(made))[made.series.name if has_others else ""] == [shown]


def test_two_of_one_series_are_told_with_what_is_noted_of_each():
    made = make_round()
    factories.make_baseline(series=made.series, period="2019", value="41", status="P", note="Ny")
    (row,) = starting_points(made)["rows"]
    assert row["cells"] == [
        {
            "shown": "40 dagar (2017); 41 dagar (2019)",
            "note": "41 dagar (2019): preliminär; Ny",
        }
    ]


def test_series_of_one_label_are_told_apart():
    made = make_round()
    for age in ("16–64", "20–64"):
        factories.make_baseline(series=another(made, age=age), value="41")
    assert set(cells(starting_points(made))) == {
        made.series.name, "Andel, 16–64", "Andel, 20–64"
    }  # fmt: skip


@pytest.mark.parametrize(("status", "told"), [("P", "preliminär"), ("E", "uppskattad"), ("A", "")])
def test_how_firm_it_is_stands_in_the_note(status, told):
    made = make_round()
    Baseline.objects.update(status=status)
    (row,) = starting_points(made)["rows"]
    assert row["cells"] == [{"shown": "40 dagar (2017)", "note": told}]


def test_page_pdf_and_word_tell_period_and_status():
    made = make_round()
    factories.make_baseline(series=another(made), period="2019", value="41", status="P")
    FollowUp.objects.update(status="published")
    edition = make_edition(made.follow_up)
    page = words_of(read(Client(), f"{address_of(made.follow_up)}/", "sv"))
    printed = words_of_pdf(pdf.write(edition.content))
    written = words_of_word(word.write(edition.content, None))
    for words in (page, printed, written):
        assert "40 dagar (2017)" in words
        assert "41 dagar (2019)" in words
    assert "41 dagar (2019) (preliminär)" in page
    assert "andel: preliminär" in printed
    assert "andel: preliminär" in written


def test_a_printed_note_says_of_which_area_it_is():
    noted = {"shown": "41 dagar", "note": "preliminär"}
    table = {
        "period": "",
        "columns": ["Norrbotten", "Riket"],
        "rows": [{"label": "Andel", "cells": [{"shown": "40 dagar", "note": ""}, noted]}],
    }
    with override("sv"):
        assert baseline(table)["notes"] == ["Andel, Riket: preliminär"]
