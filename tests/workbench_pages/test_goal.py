"""On the page of a goal its text and judgements are written, handed in, approved and returned."""

import pytest

from indicators.models import FollowUp
from tests import factories
from tests.admin.pages import filled, signed_in
from tests.workbench_pages import build
from tests.workbench_pages.build import hand_in, judgement_of, key, send, text_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow_up():
    return build.make_desk()


@pytest.fixture
def client(follow_up):
    return signed_in(build.editor(follow_up))


@pytest.fixture
def approver(follow_up):
    return signed_in(build.approver(follow_up))


def shown(client, follow_up):
    response = client.get(build.desk(follow_up))
    assert response.status_code == 200
    return response.content.decode()


# What stands there


def test_figures_charts_and_what_was_computed_stand_beside_the_fields(client, follow_up):
    page = shown(client, follow_up)
    assert "On track: it has risen by 1 dagar a year since 2017" in page
    assert "How this was computed" in page
    assert "<svg" in page and "Mått n08" in page
    assert '<table class="figures">' in page
    assert page.count("<h1") == 1
    assert key(judgement_of(follow_up)) in page and key(text_of(follow_up)) in page


def test_last_rounds_words_and_arrow_stand_there_too(client, follow_up):
    earlier = factories.make_follow_up(strategy=follow_up.strategy, title="Förra rundan")
    indicator = judgement_of(follow_up).indicator
    factories.make_assessment(
        follow_up=earlier, indicator=indicator, arrow="negative", comment="Sämre än väntat."
    )
    factories.make_analysis(follow_up=earlier, goal=indicator.goal, text="Läget då.")
    page = shown(client, follow_up)
    assert "Förra rundan" in page
    assert "Negative development" in page
    assert "Sämre än väntat." in page
    assert "Läget då." in page


def test_figures_to_insert_are_offered_with_what_they_print(client, follow_up):
    page = shown(client, follow_up)
    assert '<code>{{ n08-all:2024 }}</code></dt><dd lang="sv">37 dagar (2024)</dd>' in page
    assert "{{ n08-all:2017 }}" in page  # the starting point
    assert page.index("{{ n08-all:2024 }}") < page.index("{{ n08-all:2019 }}")


def test_a_diagram_is_added_with_the_next_free_code(client, follow_up):
    goal = text_of(follow_up).goal
    make = follow_up.figures.model.objects.create
    make(follow_up=follow_up, goal=goal, code="d9", kind="chart", caption="Nio")
    page = shown(client, follow_up)
    given = f"follow_up={follow_up.pk}&amp;goal={goal.pk}&amp;kind=chart&amp;code=d10"
    assert given in page
    assert "<code>{{ figure d9 }}</code> <b>Diagram 1:</b>" in page
    form = client.get(f"/admin/indicators/figure/add/?{given.replace('&amp;', '&')}")
    assert filled(form)["code"] == "d10"


def test_goals_lead_to_each_other(client, follow_up):
    area = text_of(follow_up).goal.focus_area
    factories.make_goal(focus_area=area, code="g0", number=1)
    factories.make_goal(focus_area=area, code="g2", number=3)
    page = shown(client, follow_up)
    assert f'href="{build.desk(follow_up, "g0")}" rel="prev"' in page
    assert f'href="{build.desk(follow_up, "g2")}" rel="next"' in page


# Writing


def test_a_draft_is_saved_with_who_did_it(client, follow_up):
    response = write(client, follow_up, text="Det går framåt.", comment="Bra.", arrow="positive")
    assert response.headers["Location"] == build.desk(follow_up)
    text, judgement = text_of(follow_up), judgement_of(follow_up)
    assert (text.text, text.state) == ("Det går framåt.", "draft")
    assert (judgement.comment, judgement.arrow, judgement.state) == ("Bra.", "positive", "draft")
    assert str(text.history.first().history_user_id) == client.session["_auth_user_id"]


def test_saving_without_a_change_writes_nothing(client, follow_up):
    response = client.post(
        build.desk(follow_up), filled(client.get(build.desk(follow_up)), deed="save"), follow=True
    )
    assert "Nothing was changed, so nothing was saved." in response.content.decode()
    assert (text_of(follow_up).version, judgement_of(follow_up).version) == (1, 1)
    assert text_of(follow_up).state == "to_do"


def test_save_and_go_on_leads_to_the_next_goal_and_in_the_end_to_the_workbench(client, follow_up):
    assert write(client, follow_up, "go_on", text="Ett").headers["Location"] == build.bench(
        follow_up
    )
    factories.make_goal(focus_area=text_of(follow_up).goal.focus_area, code="g2", number=3)
    response = write(client, follow_up, "go_on", text="Två")
    assert response.headers["Location"] == build.desk(follow_up, "g2")


def test_a_copied_text_is_no_longer_marked_once_it_is_changed(client, follow_up):
    earlier = factories.make_follow_up(strategy=follow_up.strategy)
    text = text_of(follow_up)
    text.text, text.state, text.copied_from = "Som förr.", "draft", earlier
    text.save()
    assert "Still as in 2019–2023" in shown(client, follow_up)
    write(client, follow_up, text="Nytt.")
    assert text_of(follow_up).copied_from is None
    assert "Still as in" not in shown(client, follow_up)


def test_all_is_saved_or_nothing(client, follow_up):
    response = write(
        client, follow_up, text="Nya ord", arrow="positive", not_followed_reason="no_method"
    )
    page = response.content.decode()
    assert "Nothing was saved." in page
    assert "What could not be followed up can&#x27;t have an arrow of development." in page
    assert "Nya ord" in page
    assert (text_of(follow_up).version, judgement_of(follow_up).version) == (1, 1)


def test_a_draft_is_saved_also_with_a_reference_to_what_is_not_there_and_says_so(client, follow_up):
    write(client, follow_up, text="Se {{ n08-all:2044 }}.")
    assert text_of(follow_up).text == "Se {{ n08-all:2044 }}."
    page = shown(client, follow_up)
    assert "To be corrected before it is handed in:" in page
    assert "Line 1, {{ n08-all:2044 }}" in page


def test_what_refers_to_what_is_not_there_is_not_handed_in(client, follow_up):
    deed = f"hand_in:{key(text_of(follow_up))}"
    page = write(client, follow_up, deed, text="Se {{ n08-all:2044 }}.").content.decode()
    assert "Nothing was saved." in page
    assert "{{ n08-all:2044 }}" in page
    assert text_of(follow_up).text == ""


def test_the_reason_of_old_documents_is_not_offered(client, follow_up):
    assert 'value="not_stated"' not in shown(client, follow_up)
    follow_up.is_from_document = True
    follow_up.save()
    assert 'value="not_stated"' in shown(client, follow_up)


def test_a_substitute_is_one_of_the_series_of_the_indicator(client, follow_up):
    other = factories.make_series(strategy=follow_up.strategy)
    own = judgement_of(follow_up).indicator.series.get()
    assert "Nothing was saved." in write(client, follow_up, substitute=other.pk).content.decode()
    write(client, follow_up, substitute=own.pk)
    assert judgement_of(follow_up).substitute == own


# Preview


def test_a_preview_shows_the_text_and_saves_nothing(client, follow_up):
    text = "## Läget\n\nNu {{ n08-all:2024 }}, [länk](javascript:alert) <script>[^1]\n\n[^1]: Not."
    page = write(client, follow_up, "preview", text=text, comment="*Bra*").content.decode()
    assert '<data value="37">37 dagar (2024)</data>' in page
    assert "<p>*Bra*</p>" in page
    assert "&lt;script&gt;" in page and 'javascript:alert"' not in page
    assert 'id="footnote-1"' in page
    assert "## Läget" in page  # the field keeps what was typed
    assert text_of(follow_up).text == ""


def test_a_preview_marks_what_is_not_there(client, follow_up):
    page = write(client, follow_up, "preview", text="Se {{ figure d7 }}.").content.decode()
    assert '<mark class="broken">' in page


# Handing in


def test_handing_in_keeps_what_was_computed(client, follow_up):
    response = hand_in(client, follow_up)
    judgement = judgement_of(follow_up)
    assert response.headers["Location"].endswith(f"#{key(judgement)}")
    assert judgement.state == "ready"
    assert judgement.suggestion["judgement"]["status"] == "on_track"
    assert judgement.suggestion["judgement"]["latest"]["value"] == "37"
    assert judgement.suggestion["as_of"] == factories.today().isoformat()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"arrow": ""}, "Choose an arrow, or the reason why it could not be followed up."),
        ({"arrow": "not_assessable"}, "Say why it can&#x27;t be assessed, or choose the reason."),
        ({"arrow": "negative"}, "Say why you judge otherwise than what was computed."),
    ],
)
def test_what_lacks_something_is_not_handed_in_and_says_what(client, follow_up, values, sentence):
    page = hand_in(client, follow_up, text="Nya ord", **values).content.decode()
    assert sentence in page
    assert "To do" in page and "Hand in" in page  # it is shown as it is stored
    assert (judgement_of(follow_up).state, judgement_of(follow_up).suggestion) == ("to_do", None)
    assert text_of(follow_up).text == ""


def test_differing_needs_a_reason_and_then_goes(client, follow_up):
    hand_in(client, follow_up, arrow="negative", reason_for_differing="Underlaget är tunt.")
    assert (judgement_of(follow_up).state, judgement_of(follow_up).differs) == ("ready", True)


def test_an_indicator_without_target_is_judged_without_a_computed_judgement(client, follow_up):
    judgement_of(follow_up).indicator.targets.get().withdraw(reason="Nej", on=factories.today())
    assert "No target is set, so nothing is computed." in shown(client, follow_up)
    hand_in(client, follow_up, arrow="negative")
    assert judgement_of(follow_up).suggestion["judgement"] is None


def test_a_text_is_handed_in_once_it_is_written(client, follow_up):
    deed = f"hand_in:{key(text_of(follow_up))}"
    page = write(client, follow_up, deed).content.decode()
    assert "Write the analysis before you hand it in." in page
    write(client, follow_up, deed, text="Färdigt.")
    assert (text_of(follow_up).state, text_of(follow_up).text) == ("ready", "Färdigt.")
    assert "<p>Färdigt.</p>" in shown(client, follow_up)


def test_figures_that_come_later_mark_what_was_handed_in(client, follow_up):
    hand_in(client, follow_up)
    assert "Figures changed since" not in shown(client, follow_up)
    series = judgement_of(follow_up).indicator.series.get()
    figure = series.observations.get(period="2024")
    figure.value = 38
    figure.save()
    assert "Figures changed since" in shown(client, follow_up)


def test_what_is_handed_in_has_no_fields_and_can_be_taken_up_again(client, follow_up):
    hand_in(client, follow_up, comment="Klart.")
    page = shown(client, follow_up)
    assert f'name="{build.field(judgement_of(follow_up), "arrow")}"' not in page
    assert "<p>Klart.</p>" in page
    send(client, follow_up, f"take_up:{key(judgement_of(follow_up))}")
    assert judgement_of(follow_up).state == "draft"


# Approving


def test_an_approver_approves_what_another_has_written(follow_up, approver):
    build.handed_in(follow_up)
    send(approver, follow_up, f"approve:{key(judgement_of(follow_up))}")
    judgement = judgement_of(follow_up)
    assert judgement.state == "approved"
    assert str(judgement.approved_by_id) == approver.session["_auth_user_id"]


def test_own_words_are_not_approved_by_oneself(follow_up, approver):
    hand_in(approver, follow_up)
    deed = f"approve:{key(judgement_of(follow_up))}"
    page = send(approver, follow_up, deed).content.decode()
    assert "You have written this yourself: somebody else has to approve it." in page
    assert judgement_of(follow_up).state == "ready"
    partnership = follow_up.strategy.partnership
    partnership.allows_own_approval = True
    partnership.save()
    assert send(approver, follow_up, deed).status_code == 302
    assert judgement_of(follow_up).state == "approved"


def test_an_editor_can_not_approve(follow_up):
    client = build.handed_in(follow_up)
    page = shown(client, follow_up)
    assert 'value="approve:' not in page and 'value="return:' not in page
    judgement = judgement_of(follow_up)
    response = send(client, follow_up, f"approve:{key(judgement)}")
    assert "Only those who approve can mark this as approved." in response.content.decode()
    note = {f"{key(judgement)}-note": "Skriv om"}
    assert send(client, follow_up, f"return:{key(judgement)}", **note).status_code == 403
    assert judgement_of(follow_up).state == "ready"


def test_it_is_returned_with_a_note_that_its_writer_sees(follow_up, approver):
    client = build.handed_in(follow_up)
    judgement = judgement_of(follow_up)
    page = send(approver, follow_up, f"return:{key(judgement)}").content.decode()
    assert "Say what is to be changed." in page
    note = {f"{key(judgement)}-note": "Nämn kommunerna."}
    send(approver, follow_up, f"return:{key(judgement)}", **note)
    judgement = judgement_of(follow_up)
    assert (judgement.state, judgement.returned_note) == ("draft", "Nämn kommunerna.")
    assert "Nämn kommunerna." in shown(client, follow_up)
    hand_in(client, follow_up, comment="Alla kommuner.")
    assert (judgement_of(follow_up).state, judgement_of(follow_up).returned_note) == ("ready", "")


def test_in_review_an_editor_leaves_alone_what_was_handed_in(follow_up):
    client = build.handed_in(follow_up)
    follow_up.status = FollowUp.Status.IN_REVIEW
    follow_up.save()
    assert 'value="take_up:' not in shown(client, follow_up)
    page = send(
        client,
        follow_up,
        f"take_up:{key(judgement_of(follow_up))}",
        **{f"{key(judgement_of(follow_up))}-seen": judgement_of(follow_up).version},
    ).content.decode()
    assert "The follow-up is in review" in page
    assert judgement_of(follow_up).state == "ready"


def test_what_is_published_is_taken_up_by_an_approver_who_says_why(follow_up, approver):
    client = build.handed_in(follow_up)
    build.publish(follow_up)
    assert 'value="take_up:' not in shown(client, follow_up)
    deed = f"take_up:{key(judgement_of(follow_up))}"
    page = send(approver, follow_up, deed).content.decode()
    assert "Readers see what you changed. Say why, for the history." in page
    assert judgement_of(follow_up).state == "published"
    send(approver, follow_up, deed, change_reason="Fel i texten")
    judgement = judgement_of(follow_up)
    assert judgement.state == "draft"
    assert judgement.history.first().history_change_reason == "Fel i texten"


# Two at once


def test_the_second_of_two_editors_sees_both_and_loses_nothing(client, follow_up):
    second = signed_in(build.editor(follow_up))
    opened = second.get(build.desk(follow_up))
    write(client, follow_up, text="Den förstas ord.")
    response = write(second, follow_up, opened=opened, text="Den andras ord.", arrow="positive")
    page = response.content.decode()
    assert "Saved meanwhile" in page
    assert "Den förstas ord." in page and "Den andras ord." in page
    assert judgement_of(follow_up).arrow == ""
    text = text_of(follow_up)
    on_top = {f"{key(text)}-on_top_of": str(text.version)}
    assert (
        second.post(build.desk(follow_up), filled(response, deed="save", **on_top)).status_code
        == 302
    )
    assert text_of(follow_up).text == "Den andras ord."
    assert judgement_of(follow_up).arrow == "positive"


def test_those_who_write_in_different_parts_do_not_disturb_each_other(client, follow_up):
    second = signed_in(build.editor(follow_up))
    opened = second.get(build.desk(follow_up))
    write(client, follow_up, text="Den förstas ord.")
    assert write(second, follow_up, opened=opened, comment="Den andras.").status_code == 302
    assert text_of(follow_up).text == "Den förstas ord."
    assert judgement_of(follow_up).comment == "Den andras."


def test_saving_mine_on_top_leaves_the_fields_i_did_not_touch(client, follow_up):
    series = judgement_of(follow_up).indicator.series.get()
    second = signed_in(build.editor(follow_up))
    opened = second.get(build.desk(follow_up))
    write(client, follow_up, substitute=series.pk, arrow="unchanged")
    response = write(second, follow_up, opened=opened, comment="Min kommentar.")
    judgement = judgement_of(follow_up)
    on_top = {f"{key(judgement)}-on_top_of": str(judgement.version)}
    second.post(build.desk(follow_up), filled(response, deed="save", **on_top))
    judgement = judgement_of(follow_up)
    assert (judgement.comment, judgement.arrow) == ("Min kommentar.", "unchanged")
    assert judgement.substitute == series


def test_nobody_hands_in_words_he_has_not_seen(client, follow_up):
    second = signed_in(build.editor(follow_up))
    write(client, follow_up, arrow="positive")
    opened = second.get(build.desk(follow_up))
    write(client, follow_up, comment="Tillagt sedan.")
    page = write(
        second, follow_up, f"hand_in:{key(judgement_of(follow_up))}", opened=opened
    ).content.decode()
    assert "Saved meanwhile" in page and "Tillagt sedan." in page
    assert judgement_of(follow_up).state == "draft"


def test_nobody_approves_words_he_has_not_seen(follow_up, approver):
    client = build.handed_in(follow_up)
    opened = approver.get(build.desk(follow_up))
    send(client, follow_up, f"take_up:{key(judgement_of(follow_up))}")
    hand_in(client, follow_up, comment="Något annat.")
    deed = f"approve:{key(judgement_of(follow_up))}"
    page = send(approver, follow_up, deed, opened=opened)
    assert "Somebody has saved this since you opened the page." in page.content.decode()
    assert judgement_of(follow_up).state == "ready"
    assert send(approver, follow_up, deed, opened=page).status_code == 302
    assert judgement_of(follow_up).state == "approved"


def test_words_typed_while_somebody_handed_in_are_still_there(client, follow_up):
    second = signed_in(build.editor(follow_up))
    opened = second.get(build.desk(follow_up))
    hand_in(client, follow_up)
    page = write(second, follow_up, opened=opened, comment="Min kommentar.").content.decode()
    assert "Min kommentar." in page and "Saved meanwhile" in page
    assert judgement_of(follow_up).comment == ""


# Who may


def test_a_reader_sees_everything_and_can_do_nothing(follow_up):
    write(signed_in(build.editor(follow_up)), follow_up, text="Utkastets ord.")
    reader = signed_in(build.person(follow_up, "reader"))
    page = shown(reader, follow_up)
    assert "Utkastets ord." in page
    assert 'name="deed"' not in page and "<textarea" not in page
    assert reader.post(build.desk(follow_up), {"deed": "save"}).status_code == 403


@pytest.mark.parametrize("code", ["g1", "finns-inte"])
def test_what_is_not_there_or_not_ones_own_is_not_found(follow_up, code):
    stranger = signed_in(factories.make_user(partnership=factories.make_partnership()))
    assert stranger.get(build.desk(follow_up, code)).status_code == 404
    assert stranger.post(build.desk(follow_up, code)).status_code == 404
    own = signed_in(build.editor(follow_up))
    assert own.get(build.desk(follow_up, code)).status_code == (200 if code == "g1" else 404)


def test_staff_without_a_role_are_refused_and_others_sign_in(client, follow_up):
    assert signed_in(factories.make_user()).get(build.desk(follow_up)).status_code == 403
    response = signed_in(factories.make_administrator()).get(build.desk(follow_up))
    assert response.status_code == 200
    client.logout()
    assert client.get(build.desk(follow_up)).headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    "deed", ["", "save:", "approve", "hand_in:assessment-0", "hopp", "return:x:y"]
)
def test_a_button_nobody_made_does_nothing(client, follow_up, deed):
    opened = client.get(build.desk(follow_up))
    assert client.post(build.desk(follow_up), filled(opened, deed=deed)).status_code == 302
    assert (text_of(follow_up).version, judgement_of(follow_up).version) == (1, 1)
