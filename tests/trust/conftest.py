"""What every test of messages starts from."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_has_written_yet():
    cache.clear()
