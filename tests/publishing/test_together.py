"""Two people publish the same follow-up at the same moment."""

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Edition, EditionFile
from tests.faults.live import at_once
from tests.publishing.making import TEXT, approved, correct, publish_now, write

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_four_who_publish_at_once_one_does_and_the_others_are_told():
    found = approved()
    outcomes = at_once(*[lambda: publish_now(found)] * 4)
    assert [type(each) for each in outcomes].count(Edition) == 1
    told = [each for each in outcomes if not isinstance(each, Edition)]
    assert all(isinstance(each, ValidationError) for each in told), told
    assert Edition.objects.get().number == 1
    assert EditionFile.objects.count() == 2
    correct(found, found.analysis, text=f"{TEXT} Rättat.")
    outcomes = at_once(*[lambda: publish_now(found, note="Texten")] * 3)
    assert [type(each) for each in outcomes].count(Edition) == 1, outcomes
    assert set(Edition.objects.values_list("number", flat=True)) == {1, 2}


def test_what_is_taken_up_while_it_is_published_is_in_the_edition_or_stops_it():
    found = approved()

    def take_up():
        write(found.analysis, found.approver, state="draft", reason="Rättelse")

    published, taken = at_once(lambda: publish_now(found), take_up)
    found.analysis.refresh_from_db()
    if isinstance(published, Edition):
        assert found.analysis.state == "published" or taken is None
        (goal,) = published.content["areas"][0]["goals"]
        assert goal["analysis"]
    else:
        assert taken is None
        assert not Edition.objects.exists()
        assert found.analysis.state == "draft"
