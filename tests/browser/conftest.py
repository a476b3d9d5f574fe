"""Staff before a browser: a small strategy with figures, its editor, a page in English."""

import pytest

from tests import factories
from tests.browser.staff import complaints_of, sign_in


@pytest.fixture
def strategy():
    """A small strategy with the figures of two series."""
    partnership = factories.make_partnership(code="norrbotten")
    strategy = factories.make_strategy(partnership=partnership, code="rus-2030")
    indicator = factories.make_indicator(
        strategy=strategy, code="n08", name="Ohälsotalet", unit="dagar"
    )
    area = factories.make_area(code="25", name="Norrbotten")
    for code, name in (("n08-women", "Kvinnor"), ("n08-men", "Män")):
        group = factories.make_group(code=code, name=name)
        series = factories.make_series(
            indicator=indicator, code=code, name=name, area=area, group=group
        )
        for year in range(2015, 2023):
            factories.make_observation(series=series, period=str(year), value="30.4")
    return strategy


@pytest.fixture
def editor(strategy):
    return factories.make_user(username="editor", partnership=strategy.partnership)


@pytest.fixture
def english(browser):
    """A page in English; what its browser says against it is collected in `complaints`."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.complaints = complaints_of(page)
    yield page
    context.close()


@pytest.fixture
def staff(english, live_server, editor):
    """A page in English on which the editor of the small strategy is signed in."""
    return sign_in(english, live_server, editor)
