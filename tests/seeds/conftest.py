"""Both strategies, loaded once for all tests about what is printed in them."""

import pytest
from django.db import transaction

from tests.printed import load_printed
from tests.seeds.registry import Kept
from tests.seeds.transcription import PARTNERSHIPS


@pytest.fixture(scope="package", autouse=True)
def both_strategies(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_printed()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def kept(both_strategies):
    return {code: Kept(code) for code in PARTNERSHIPS.values()}
