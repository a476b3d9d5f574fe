"""Who is reminded of what is due in a follow-up, and how it is said and sent."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators import reminding
from indicators.models import AGREED, Assessment, Written
from strategy.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
SITE = "https://framsteg.test"


def make_follow_up(**fields):
    """An open one of the year before, due today; nothing stands in it yet."""
    fields.setdefault("due_on", TODAY)
    fields = {"status": "open", "first_year": 2025, "last_year": 2025, "code": "2025", **fields}
    return factories.make_follow_up(**fields)


def make_text(follow_up, responsible=None, **fields):
    goal = fields.pop("goal", None) or factories.make_goal(strategy=follow_up.strategy)
    fields.setdefault("state", "draft")
    return factories.make_analysis(
        follow_up=follow_up, goal=goal, responsible=responsible, **fields
    )


def make_judgement(follow_up, responsible=None, *, indicator=None, **fields):
    indicator = indicator or factories.make_indicator(strategy=follow_up.strategy)
    fields.setdefault("state", "to_do")
    return factories.make_assessment(
        follow_up=follow_up, indicator=indicator, responsible=responsible, **fields
    )


def make_person(follow_up, role="editor", **fields):
    fields.setdefault("email", "anna@region.test")
    partnership = follow_up.strategy.partnership
    return factories.make_user(partnership=partnership, role=role, **fields)


def told(reminders=None, **named):
    """Who is told how many things in which group: ``{"anna": {"late": 1}}``."""
    found = {}
    for each in reminding.due(TODAY, **named) if reminders is None else reminders:
        groups = found.setdefault(each.user.get_username(), {})
        for follow_up in each.follow_ups:
            for group in reminding.Group:
                number = len(getattr(follow_up, group))
                if number:
                    groups[group.value] = groups.get(group.value, 0) + number
    return found


@pytest.fixture
def follow_up():
    return make_follow_up()


@pytest.fixture
def anna(follow_up):
    return make_person(follow_up, username="anna", first_name="Anna", last_name="Ek")


# What is due


@pytest.mark.parametrize(
    ("days", "group"),
    [(-400, "late"), (-1, "late"), (0, "soon"), (14, "soon"), (15, None)],
)
@pytest.mark.parametrize("make", [make_text, make_judgement])
def test_what_is_due_is_late_near_or_not_told(make, days, group, follow_up, anna):
    make(follow_up, anna, due_on=TODAY + timedelta(days=days))
    assert told() == ({"anna": {group: 1}} if group else {})


def test_how_near_is_asked_for(follow_up, anna):
    make_text(follow_up, anna, due_on=TODAY + timedelta(days=15))
    assert told(within_days=15) == {"anna": {"soon": 1}}


def test_a_part_without_a_day_is_due_with_its_follow_up(follow_up, anna):
    make_text(follow_up, anna)
    assert told() == {"anna": {"soon": 1}}


def test_nothing_is_due_where_no_day_is_set():
    follow_up = make_follow_up(due_on=None)
    make_text(follow_up, make_person(follow_up))
    assert told() == {}


@pytest.mark.parametrize("state", Written.values)
def test_only_what_is_not_handed_in_is_due(state, follow_up, anna):
    make_judgement(follow_up, anna, state=state)
    assert told() == ({"anna": {"soon": 1}} if state in {"to_do", "draft"} else {})


@pytest.mark.parametrize(
    ("status", "is_told"), [("open", True), ("in_review", True), ("published", False)]
)
def test_only_what_is_being_made_is_told(status, is_told):
    follow_up = make_follow_up(status=status)
    make_text(follow_up, make_person(follow_up))
    assert bool(told()) is is_told


def withdraw(row):
    row.withdraw(reason="Utgår.", on=factories.today())


@pytest.mark.parametrize(
    "withdrawn",
    [
        lambda part: part,
        lambda part: part.indicator,
        lambda part: part.indicator.goal,
        lambda part: part.indicator.goal.focus_area,
        lambda part: part.follow_up,
        lambda part: part.follow_up.strategy,
    ],
    ids=["part", "indicator", "goal", "area", "follow-up", "strategy"],
)
def test_what_is_withdrawn_is_not_told(withdrawn, follow_up, anna):
    part = make_judgement(follow_up, anna)
    withdraw(withdrawn(part))
    assert told() == {}
    assert reminding.unowned() == []


# To whom


def test_a_person_gets_one_reminder_for_each_partnership(anna, follow_up):
    other = make_follow_up()
    Membership.objects.create(
        user=anna, partnership=other.strategy.partnership, role=Membership.Role.EDITOR
    )
    for each in (follow_up, follow_up, other):
        make_text(each, anna)
    found = reminding.due(TODAY)
    assert sorted(each.number for each in found) == [1, 2]
    assert {each.user for each in found} == {anna}


def test_follow_ups_are_told_apart(anna, follow_up):
    earlier = make_follow_up(
        strategy=follow_up.strategy, code="2024", first_year=2024, last_year=2024, title="För 2024"
    )
    make_text(follow_up, anna)
    make_judgement(earlier, anna)
    (reminder,) = reminding.due(TODAY)
    assert [(each.last_year, len(each.soon)) for each in reminder.follow_ups] == [
        (2025, 1),
        (2024, 1),
    ]


def leave(person):
    person.memberships.all().delete()


def read_only(person):
    person.memberships.update(role="reader")


def deactivate(person):
    person.is_active = False
    person.save()


def sign_in_no_more(person):
    person.is_staff = False
    person.save()


@pytest.mark.parametrize("gone", [leave, read_only, deactivate, sign_in_no_more])
def test_who_may_not_write_any_longer_gets_nothing_and_nobody_is_on_it(gone, follow_up, anna):
    part = make_text(follow_up, anna)
    gone(anna)
    assert told() == {}
    assert reminding.unowned() == [reminding.Unowned(part=part, former=anna)]


@pytest.mark.parametrize("state", Written.values)
def test_what_nobody_is_on_is_named_until_it_is_settled(state, follow_up):
    part = make_judgement(follow_up, state=state)
    named = [] if state in AGREED else [reminding.Unowned(part=part)]
    assert reminding.unowned() == named


# What waits for approval


def test_what_is_handed_in_waits_for_those_who_approve(follow_up, anna):
    make_person(follow_up, "approver", username="berit")
    make_person(follow_up, "manager", username="carl")
    make_person(follow_up, "editor", username="disa")
    make_person(make_follow_up(), "approver", username="elsewhere")
    make_text(follow_up, anna, state="ready")
    make_judgement(follow_up, anna, state="ready")
    assert told() == {"berit": {"waiting": 2}, "carl": {"waiting": 2}}


def written_by(part, user):
    part._history_user = user
    part.text = f"{part.text} Nytt."
    part.save()


@pytest.mark.parametrize(("allowed", "names"), [(False, ["carl"]), (True, ["berit", "carl"])])
def test_who_has_written_it_is_not_asked_to_approve_it(allowed, names, follow_up, anna):
    partnership = follow_up.strategy.partnership
    partnership.allows_own_approval = allowed
    partnership.save()
    berit = make_person(follow_up, "approver", username="berit")
    make_person(follow_up, "approver", username="carl")
    written_by(make_text(follow_up, anna, state="ready"), berit)
    assert list(told()) == names


def test_who_wrote_it_is_told_as_the_part_itself_tells_it(follow_up, anna):
    berit = make_person(follow_up, "approver", username="berit")
    part = make_text(follow_up, anna, state="draft")
    written_by(part, berit)
    part.state = Written.APPROVED
    part.save()
    part.state = Written.READY
    part._history_user = berit
    part.save()
    written_by(part, anna)
    ((_part, versions),) = reminding.with_versions(type(part), [part])
    assert part.writers(versions) == part.writers() == {anna.pk}


# Figures that have not come


def make_expected(follow_up, responsible, *, due_month=10, series=1, **fields):
    indicator = factories.make_indicator(strategy=follow_up.strategy, due_month=due_month, **fields)
    mains = [factories.make_series(indicator=indicator) for _each in range(series)]
    make_judgement(follow_up, responsible, indicator=indicator, due_on=date(2030, 1, 1))
    return mains


@pytest.mark.parametrize(
    ("due_month", "is_told"), [(10, True), (11, False), (12, False), (None, False)]
)
def test_a_figure_is_missed_when_its_month_is_past(due_month, is_told, follow_up, anna):
    make_expected(follow_up, anna, due_month=due_month)
    assert told() == ({"anna": {"missing": 1}} if is_told else {})


@pytest.mark.parametrize(
    ("period", "fields", "is_told"),
    [
        ("2025", {}, False),
        ("2024", {}, True),
        ("2026", {}, True),
        ("2025", {"value": "0"}, False),
        ("2025", {"value": None, "missing": "secret"}, False),
        ("2025", {"value": None, "missing": "not_yet"}, True),
        ("2024", {"value": None, "missing": "discontinued"}, False),
        ("2020–2025", {"aggregation": "sum"}, False),
        ("2025-Q4", {}, False),
        ("2025-S1", {}, True),
        ("2024/2025", {}, True),
    ],
)
def test_a_figure_is_missed_until_it_or_a_reason_is_there(period, fields, is_told, follow_up, anna):
    (series,) = make_expected(follow_up, anna)
    factories.make_observation(series=series, period=period, **fields)
    assert bool(told()) is is_told


@pytest.mark.parametrize(("period", "is_told"), [("2024/2025", False), ("2023/2024", True)])
def test_of_a_school_year_the_one_that_ends_in_the_year_counts(period, is_told, follow_up, anna):
    (series,) = make_expected(follow_up, anna, frequency="school_year")
    factories.make_observation(series=series, period=period)
    assert bool(told()) is is_told


@pytest.mark.parametrize("frequency", ["two_years", "once", "unknown"])
def test_what_is_not_measured_every_year_is_not_missed(frequency, follow_up, anna):
    make_expected(follow_up, anna, frequency=frequency)
    assert told() == {}


def test_one_of_several_main_series_is_enough_to_be_missed(follow_up, anna):
    first, _second = make_expected(follow_up, anna, series=2)
    factories.make_observation(series=first, period="2025")
    assert told() == {"anna": {"missing": 1}}


def test_a_withdrawn_figure_is_missed(follow_up, anna):
    (series,) = make_expected(follow_up, anna)
    withdraw(factories.make_observation(series=series, period="2025"))
    assert told() == {"anna": {"missing": 1}}


@pytest.mark.parametrize(
    "fields", [{"not_followed_reason": "not_found"}, {"state": "approved"}, {"state": "published"}]
)
def test_no_figure_is_missed_of_what_is_settled_or_can_not_be_followed(fields, follow_up, anna):
    make_expected(follow_up, anna)
    Assessment.objects.update(**fields)
    assert told() == {}


# The mail


def only_mail(**fields):
    (reminder,) = reminding.due(TODAY, **fields)
    return reminding.mail(reminder, SITE)


def test_the_mail_says_what_where_and_by_when(follow_up, anna):
    goal = factories.make_goal(strategy=follow_up.strategy, code="eg5", name="God & jämlik hälsa")
    make_text(follow_up, anna, goal=goal, due_on=date(2026, 11, 1), returned_note="Kortare.")
    indicator = factories.make_indicator(goal=goal, code="n08", name="Ohälsotal")
    make_judgement(follow_up, anna, indicator=indicator, due_on=date(2026, 11, 30))
    make_expected(follow_up, anna)
    Membership.objects.update(language="en")
    found = only_mail()
    assert found.to == ["anna@region.test"]
    assert found.subject == "Region Test: 3 things to see to in the follow-up"
    page = f"{SITE}/admin/follow-ups/{follow_up.pk}/"
    assert found.body.startswith(
        "Hello Anna Ek,\n\nthis is what you are asked to see to in the follow-up of Region Test, "
        f"as of Nov. 22, 2026.\n\nUtvecklingsstrategi: Uppföljning\n{page}\n\n"
        "Late:\n"
        "- Text about the goal eg5 God & jämlik hälsa (due Nov. 1, 2026) – returned to be changed\n"
        f"  {page}goals/eg5/\n\n"
        "Due soon:\n"
        "- Indicator n08 Ohälsotal (due Nov. 30, 2026)\n"
        f"  {page}goals/eg5/\n\n"
        "Figures for 2025 should have come and are not in the registry:\n"
    )
    assert "\n\n\n" not in found.body
    assert found.body.endswith("written, in Region Test.\n")


@pytest.mark.parametrize(
    ("own", "partnership", "language"),
    [("", "sv", "sv"), ("", "nb", "nb"), ("", "nn", "nb"), ("en", "sv", "en"), ("nb", "sv", "nb")],
)
def test_the_mail_is_in_the_language_of_the_person(own, partnership, language):
    strategy = factories.make_strategy(partnership=factories.make_partnership(language=partnership))
    follow_up = make_follow_up(strategy=strategy)
    make_text(follow_up, make_person(follow_up))
    Membership.objects.update(language=own)
    (reminder,) = reminding.due(TODAY)
    assert reminder.language == language
    months = {"sv": "22 november 2026", "nb": "22. november 2026", "en": "Nov. 22, 2026"}
    assert months[language] in only_mail().body


def test_a_name_can_not_add_headers_to_the_mail():
    partnership = factories.make_partnership(name="Region\nBcc: alla@region.test")
    follow_up = make_follow_up(strategy=factories.make_strategy(partnership=partnership))
    make_text(follow_up, make_person(follow_up))
    found = only_mail()
    assert "\n" not in found.subject
    assert "Bcc" not in dict(found.message())


# The command


@pytest.fixture
def run(capsys):
    """Runs the command; what it printed, and its exit code."""

    def of(*options, address=SITE):
        own = ["--base-url", address] if address else []
        code = 0
        try:
            call_command("send_reminders", "--on", f"{TODAY}", *own, *options)
        except SystemExit as exit:
            code = exit.code
        return capsys.readouterr().out, code

    return of


def last_line(printed):
    return printed.splitlines()[-1]


def test_without_send_it_shows_the_mails_and_sends_nothing(run, follow_up, anna):
    make_text(follow_up, anna)
    printed, code = run()
    assert "To: anna@region.test\nSubject: Region Test: 1" in printed
    assert f"{SITE}/admin/follow-ups/{follow_up.pk}/" in printed
    assert outbox.outbox == []
    assert last_line(printed) == (
        "1 reminders, 0 sent, 0 not delivered, 0 without an e-mail address, 0 parts nobody is on"
    )
    assert code == 0


def test_with_send_each_person_gets_one_mail(run, follow_up, anna):
    make_text(follow_up, anna)
    make_judgement(follow_up, anna)
    make_text(follow_up, make_person(follow_up, email="berit@region.test"))
    printed, code = run("--send")
    assert sorted(each.to for each in outbox.outbox) == [
        ["anna@region.test"],
        ["berit@region.test"],
    ]
    assert "Hello" not in printed
    assert last_line(printed).startswith("2 reminders, 2 sent, 0 not delivered")
    assert code == 0


def test_who_has_no_address_is_named(run, follow_up):
    make_text(follow_up, make_person(follow_up, username="berit", email=""))
    printed, _code = run("--send")
    assert "No e-mail address: berit (Region Test)\n" in printed
    assert last_line(printed).startswith("1 reminders, 0 sent, 0 not delivered, 1 without")
    assert outbox.outbox == []


def test_what_nobody_is_on_is_named_and_counted(run, follow_up, anna):
    part = make_text(follow_up)
    left = make_judgement(follow_up, anna)
    leave(anna)
    printed, code = run("--send")
    place = f"{follow_up.strategy.reference}/2025"
    assert f"Nobody is on: {place}, text about goal {part.goal}\n" in printed
    assert (
        f"Nobody is on: {place}, indicator {left.indicator} "
        "(was anna, who may not write it any longer)\n"
    ) in printed
    assert last_line(printed).endswith("2 parts nobody is on")
    assert code == 0


class OneRefused(EmailBackend):
    """A mail server that does not know Anna."""

    def send_messages(self, messages):
        if messages[0].to == ["anna@region.test"]:
            raise ConnectionRefusedError("no such mailbox")
        return super().send_messages(messages)


def test_a_mail_that_is_refused_does_not_stop_the_others(run, follow_up, anna, settings):
    settings.EMAIL_BACKEND = "tests.test_reminders.OneRefused"
    make_text(follow_up, anna)
    make_text(follow_up, make_person(follow_up, email="berit@region.test"))
    printed, code = run("--send")
    assert [each.to for each in outbox.outbox] == [["berit@region.test"]]
    assert "Not delivered to anna@region.test: no such mailbox\n" in printed
    assert last_line(printed).startswith("2 reminders, 1 sent, 1 not delivered")
    assert code == 1


def test_the_address_of_the_site_comes_from_its_hosts(run, follow_up, anna, settings):
    settings.HOSTS = ["*.region.test", ".region.test", "framsteg.region.test"]
    make_text(follow_up, anna)
    printed, _code = run(address=None)
    assert f"https://framsteg.region.test/admin/follow-ups/{follow_up.pk}/\n" in printed


def test_without_a_known_address_it_asks_for_one(run):
    assert settings.HOSTS == []
    with pytest.raises(CommandError, match="--base-url"):
        run(address=None)


@pytest.mark.parametrize(
    "options",
    [
        ("--base-url", "framsteg.se"),
        ("--base-url", "ftp://a.se"),
        ("--within", "-1"),
        ("--on", "x"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(run, options):
    with pytest.raises(CommandError, match="invalid"):
        run(*options, address=None)


# Queries


def queries():
    with CaptureQueriesContext(
        connection,
    ) as found:
        reminders = reminding.due(TODAY)
        [reminding.mail(each, SITE) for each in reminders]
        reminding.unowned()
    return len(found)


@pytest.mark.parametrize("number", [1, 10])
def test_the_queries_do_not_grow(number, follow_up):
    # Parts 2, memberships 1, versions 2, series 1, figures 2; once more parts 2, memberships 1.
    for each in range(number):
        person = make_person(follow_up, "approver", email=f"{each}@region.test")
        make_text(follow_up, person)
        make_text(follow_up, person, state="ready")
        make_judgement(follow_up, person, state="ready")
        make_judgement(follow_up)
        make_expected(follow_up, person)
    assert queries() == 11
