"""What has been handed in is not deleted by whoever wrote it."""

import pytest
from django.core.exceptions import ValidationError

from config.records import Change
from config.registry.scope import Edit
from indicators.models import GoalAnalysis
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "role", "is_deleted"),
    [
        ("to_do", "editor", True),
        ("draft", "editor", True),
        ("ready", "editor", False),
        ("approved", "editor", False),
        ("ready", "approver", True),
        ("approved", "approver", True),
    ],
)
def test_what_was_handed_in_is_deleted_by_those_who_approve_only(state, role, is_deleted):
    goal = factories.make_goal()
    follow_up = factories.make_follow_up(strategy=goal.strategy, status="open")
    analysis = factories.make_analysis(follow_up=follow_up, goal=goal, state=state)
    person = factories.make_user(partnership=goal.strategy.partnership, role=role)
    edit = Edit(change=Change(user=person, reason=""))
    if is_deleted:
        edit.erase(analysis)
    else:
        with pytest.raises(ValidationError, match="only those who approve can delete"):
            edit.erase(analysis)
    assert GoalAnalysis.objects.exists() is not is_deleted
