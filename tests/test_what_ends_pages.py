"""Every way of writing ends the kept pages that show what was written, and no others."""

import pytest
from django.db import DatabaseError
from django.test import RequestFactory

from config.bulk import write_in_bulk
from config.records import Change
from indicators.intake import batches
from indicators.loading import load_strategies
from indicators.models import Indicator, Source
from indicators.workbench.word_templates import keep
from strategy import keeping
from strategy.models import Goal, OverallObjective, Partnership, PublicChange, Strategy
from tests import factories
from tests.fingerprint import fingerprint
from tests.intake.readings import figure, preview
from tests.publishing import making

pytestmark = pytest.mark.django_db
OWN, OTHER = "egen", "annan"


@pytest.fixture
def indicator():
    """The indicator of a partnership; beside it there is another partnership."""
    factories.make_strategy(partnership=factories.make_partnership(code=OTHER))
    strategy = factories.make_strategy(partnership=factories.make_partnership(code=OWN))
    found = factories.make_indicator(goal=factories.make_goal(strategy=strategy), unit="dagar")
    factories.make_series(indicator=found)
    return found


def versions():
    return {code: keeping.version(code) for code in (OWN, OTHER, keeping.ALL)}


def ended(work):
    """Whose pages end with some work."""
    before = versions()
    work()
    return {code for code, version in versions().items() if version != before[code]}


def save(indicator):
    indicator.name = "Nytt namn"
    indicator.save()


def add(indicator):
    OverallObjective.objects.create(strategy=indicator.strategy, order=1, statement="Ett mål")


def delete_a_draft(indicator):
    OverallObjective.objects.get().delete()


def withdraw(indicator):
    indicator.withdraw(reason="Fel", on=factories.today())


def change_many(indicator):
    indicator.name = "Nytt namn"
    write_in_bulk(Indicator, changed=[indicator], change=Change())


def delete_many(indicator):
    rows = list(OverallObjective.objects.all())
    write_in_bulk(OverallObjective, deleted=rows, change=Change())


def import_figures(indicator):
    person = factories.make_user(partnership=indicator.strategy.partnership)
    series = indicator.series.get()
    batch = preview(person, indicator.strategy, figure(series, "2022", "30.4"))
    assert batches.carry_out(batch, person)
    batch.refresh_from_db()
    return batch, person


def replace_the_word_template(indicator):
    request = RequestFactory().post("/")
    request.user = factories.make_user()
    request._messages = type("Said", (), {"add": lambda *told: None})()
    keep(request, indicator.strategy.partnership, file_name="mall.docx", content=b"PK")


WAYS = [save, add, withdraw, change_many, import_figures, replace_the_word_template]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_what_is_written_ends_the_pages_of_its_partnership_alone(indicator, way):
    assert ended(lambda: way(indicator)) == {OWN, keeping.ALL}


@pytest.mark.parametrize("way", [delete_a_draft, delete_many], ids=lambda way: way.__name__)
def test_what_is_deleted_ends_pages_too(indicator, way):
    Strategy.objects.filter(partnership__code=OWN).update(status="draft")
    add(indicator)
    assert ended(lambda: way(indicator)) == {OWN, keeping.ALL}


def test_an_import_that_is_undone_ends_pages_again(indicator):
    batch, person = import_figures(indicator)
    assert ended(lambda: batches.undo(batch, person)) == {OWN, keeping.ALL}


def test_an_edition_that_is_published_and_one_that_is_withdrawn_ends_pages():
    found = making.approved()
    code = found.partnership.code
    before = keeping.version(code)
    edition = making.publish_now(found)
    published = keeping.version(code)
    edition.withdraw(reason="Fel", on=factories.today())
    assert len({before, published, keeping.version(code)}) == 3


def test_a_strategy_that_is_loaded_ends_the_pages_of_all():
    factories.make_partnership(code=OTHER)
    before = keeping.version(OTHER)
    load_strategies("ostfold")
    assert keeping.version(OTHER) != before


@pytest.mark.parametrize("owner", ["nobody", OWN])
@pytest.mark.parametrize("way", ["save", "bulk"])
def test_what_several_may_refer_to_ends_the_pages_of_all(indicator, owner, way):
    partnership = None if owner == "nobody" else Partnership.objects.get(code=OWN)
    source = factories.make_source(partnership=partnership)

    def rename():
        source.name = "Nytt namn"
        if way == "save":
            source.save()
        else:
            write_in_bulk(Source, changed=[source], change=Change())

    assert ended(rename) == {OWN, OTHER, keeping.ALL}


def test_a_strategy_that_moves_ends_the_pages_it_leaves():
    left, entered = (factories.make_partnership(code=code) for code in (OWN, OTHER))
    strategy = factories.make_strategy(partnership=left, status="draft")

    def move():
        strategy.partnership = entered
        strategy.save()

    assert ended(move) == {OWN, OTHER, keeping.ALL}


def test_a_save_that_changes_nothing_ends_nothing(indicator):
    assert ended(Goal.objects.get().save) == set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", [add, save, withdraw], ids=lambda way: way.__name__)
def test_nothing_is_written_whose_pages_could_not_be_ended(indicator, monkeypatch, way):
    def fails(partnership_id):
        raise DatabaseError

    before = fingerprint(Indicator), fingerprint(OverallObjective)
    monkeypatch.setattr(PublicChange, "add", fails)
    with pytest.raises(DatabaseError):
        way(indicator)
    assert (fingerprint(Indicator), fingerprint(OverallObjective)) == before
