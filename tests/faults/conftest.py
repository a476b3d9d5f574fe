"""What the tests of faults start from."""

import pytest

from tests import factories
from tests.faults import live


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
    return factories.make_user(partnership=series.strategy.partnership, username="editor")


@pytest.fixture
def in_processes(transactional_db):
    """``in_processes.do(deed, …)``: see ``live.Processes``."""
    with live.processes() as started:
        yield started
