"""Two tabs, the back button, forms from yesterday, forms that were never shown: nothing is lost and nothing wrong is kept."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from murakami.domain.intake.models import Filing, Intake, IntakeFile
from tests.cast import Who
from tests.page_forms import PageForm, read_form
from tests.scene import Scene
from tests.tables import all_content, changed_since

ME, PHONE, FAMILY = "adult:me", "me.phone.value", "me.name.family"


class Tab:
    """A tab of the resident's browser, at the draft."""

    def __init__(self, scene: Scene, *, key: str = "") -> None:
        self.browser, self._key = scene.browser(Who.RESIDENT), key or scene.draft

    def at(self, name: str, *parts: str) -> str:
        return reverse(f"portal:{name}", args=[self._key, *parts])

    def open(self, page: str) -> PageForm:
        return read_form(self.browser.get(self.at("page", page)).content, holding='name="seen"')

    def post(self, name: str, *parts: str, **sent: object) -> HttpResponse:
        return self.browser.post(self.at(name, *parts), sent)

    def save(self, page: str, form: PageForm, **changed: object) -> HttpResponse:
        return self.browser.post(self.at("page", page), form.filled(**changed))

    def review(self) -> PageForm:
        return read_form(self.browser.get(self.at("review")).content, holding='name="reviewed"')

    def file(self, form: PageForm) -> HttpResponse:
        return self.browser.post(self.at("review"), form.filled())


def stored(scene: Scene, instance: str, fact: str) -> Any:
    return Intake.objects.get(key=scene.draft).answers[instance][fact]["v"]


# --- two tabs -----------------------------------------------------------------------------------------------------------


def test_two_tabs__that_disagree_are_shown_both_answers_and_nothing_is_overwritten(scene: Scene) -> None:
    one, other = Tab(scene), Tab(scene)
    first, second = one.open(ME), other.open(ME)
    assert one.save(ME, first, **{PHONE: "0254-53-2111"}).status_code == 302
    answer = other.save(ME, second, **{PHONE: "0254-53-2222"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "0254-53-2111" in page
    assert 'value="0254-53-2222"' in page
    assert stored(scene, "me", "phone") == "0254-53-2111"
    assert other.save(ME, read_form(page, holding='name="seen"')).status_code == 302, "sent again it is meant"
    assert stored(scene, "me", "phone") == "0254-53-2222"


def test_two_tabs__that_change_different_answers_keep_both(scene: Scene) -> None:
    one, other = Tab(scene), Tab(scene)
    first, second = one.open(ME), other.open(ME)
    assert one.save(ME, first, **{PHONE: "0254-53-2111"}).status_code == 302
    other.save(ME, second, **{FAMILY: "鮭川"})
    assert stored(scene, "me", "phone") == "0254-53-2111"


def test_two_tabs__a_forged_note_of_what_was_seen_is_no_reason_to_fail(scene: Scene) -> None:
    tab = Tab(scene)
    form = tab.open(ME)
    for seen in ("", "x", ":", "me.phone:", "me.phone:0:1", "\x00", "me.phone:" + "f" * 5000, "{}", "葛:城", "&", "me.phone:zz\nme.name:zz"):
        assert tab.save(ME, form, seen=seen, **{PHONE: "0254-53-2111"}).status_code in {302, 422}, seen


def test_two_tabs__a_page_that_is_asked_no_more_leads_on_and_changes_nothing(scene: Scene) -> None:
    one, other = Tab(scene), Tab(scene)
    form = other.open("care")
    assert one.post("result", procedure=["child-allowance-claim"]).status_code == 302
    before = all_content()
    assert other.save("care", form, **{"newborn-1.care_place_1.value": "第二保育園"}).status_code == 302
    assert changed_since(before) == set()


def test_two_tabs__a_procedure_dropped_in_one_is_not_filed_by_the_other(scene: Scene) -> None:
    one, other = Tab(scene), Tab(scene)
    reviewed = other.review()
    assert one.post("result", procedure=["child-allowance-claim"]).status_code == 302
    answer = other.file(reviewed)
    assert answer["Location"] == other.at("review")
    assert "まだ出していません" in other.browser.get(other.at("review")).content.decode()
    assert not Filing.objects.filter(intake__key=scene.draft).exists()


def test_two_tabs__an_answer_changed_after_the_review_is_not_filed_unseen(scene: Scene) -> None:
    one, other = Tab(scene), Tab(scene)
    reviewed = other.review()
    assert one.save(ME, one.open(ME), **{PHONE: "0254-53-2111"}).status_code == 302
    assert other.file(reviewed)["Location"] == other.at("review")
    assert not Filing.objects.filter(intake__key=scene.draft).exists()


def test_two_tabs__a_file_taken_out_after_the_review_is_not_filed_unseen(scene: Scene) -> None:
    one, other = Tab(scene), Tab(scene)
    reviewed = other.review()
    row = IntakeFile.objects.get(intake__key=scene.draft)
    one.post("attachments", remove=f"{row.attachment} {row.sha256}")
    assert not IntakeFile.objects.filter(intake__key=scene.draft).exists()
    assert other.file(reviewed)["Location"] == other.at("review")
    assert not Filing.objects.filter(intake__key=scene.draft).exists()


def test_two_tabs__a_draft_thrown_away_in_one_is_gone_in_the_other(scene: Scene) -> None:
    one, other = Tab(scene), Tab(scene)
    form, reviewed = other.open(ME), other.review()
    assert one.post("discard").status_code == 302
    before = all_content()
    assert other.save(ME, form).status_code == 404
    assert other.file(reviewed).status_code == 404
    assert other.post("people", **{"count-newborn": "2"}).status_code == 404
    assert other.post("discard").status_code == 404
    assert changed_since(before) == set()


# --- once, and afterwards -------------------------------------------------------------------------------------------------


def test_filing__sent_twice_gives_the_same_receipts(scene: Scene) -> None:
    one, other = Tab(scene), Tab(scene)
    reviewed, also = one.review(), other.review()
    assert one.file(reviewed)["Location"] == one.at("receipt")
    numbers = set(Filing.objects.filter(intake__key=scene.draft).values_list("receipt_number", flat=True))
    before = all_content()
    assert len(numbers) == 4
    for again in (one.file(reviewed), other.file(also), one.file(reviewed)):
        assert again["Location"] == one.at("receipt")
    assert changed_since(before) == set()
    page = one.browser.get(one.at("receipt")).content.decode()
    assert all(number in page for number in numbers)


def test_back_button__after_filing_changes_nothing(scene: Scene) -> None:
    tab = Tab(scene)
    form, reviewed = tab.open(ME), tab.review()
    question = read_form(tab.browser.get(tab.at("guide-question", "me.lives_in_city")).content, holding='name="seen"')
    people = read_form(tab.browser.get(tab.at("people")).content, holding="count-newborn")
    row = IntakeFile.objects.get(intake__key=scene.draft)
    assert tab.file(reviewed).status_code == 302
    before = all_content()
    late = [
        tab.save(ME, form, **{PHONE: "0254-53-2111"}), tab.save(ME, form, leave="yes", **{PHONE: "0254-53-2111"}),
        tab.save(ME, form, postal="me.residence"),
        tab.browser.post(tab.at("guide-question", "me.lives_in_city"), question.filled(**{"me.lives_in_city.value": "no"})),
        tab.browser.post(tab.at("people"), people.filled(**{"count-newborn": "2"})),
        tab.post("leave-out", "sibling-1"), tab.post("result", procedure=["child-allowance-claim"]),
        tab.post("attachments", remove=f"{row.attachment} {row.sha256}"), tab.post("attachments", later=row.attachment),
        tab.post("discard")]
    for number, answer in enumerate(late):
        assert answer.status_code in {302, 404}, number
    assert changed_since(before) == set()


# --- forms that were never shown --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("procedures", [
    [], ["nothing"], ["birth-registration"], ["pregnancy-notification"], ["child-allowance-increase"], ["child-allowance-claim\x00"],
    ["'; --"], ["葛" * 10_000]])
def test_choice__of_what_was_not_offered_is_not_taken(procedures: list[str], scene: Scene) -> None:
    tab, before = Tab(scene), all_content()
    assert tab.post("result", procedure=procedures).status_code == 422
    assert changed_since(before) == set()


@pytest.mark.parametrize("count", ["-1", "0", "1.5", "1e3", "99", "999", "1000", "", " ", "１", "一", "0x2", "9" * 100, "\x00", "None", "[]", "²"])
def test_people__in_impossible_numbers_are_not_taken(count: str, scene: Scene) -> None:
    tab, before = Tab(scene), all_content()
    answer = tab.post("people", **{"count-newborn": count, "count-sibling": "1"})
    assert answer.status_code == 422
    assert "人" in answer.content.decode()
    assert changed_since(before) == set()


@pytest.mark.parametrize("instance", ["me", "partner", "newborn-1", "household", "account", "ghost", "newborn-2"])
def test_people__who_must_stay_or_were_never_there_are_not_taken_out(instance: str, scene: Scene) -> None:
    tab, before = Tab(scene), all_content()
    assert tab.post("leave-out", instance).status_code in {200, 302, 404, 422}
    assert changed_since(before) == set()


def test_people__of_others_are_not_taken_in(scene: Scene) -> None:
    tab = Tab(scene)
    assert tab.post("people", **{"count-newborn": "1", "count-sibling": "1", "remembered": ["me", "partner", "x", "f" * 32]}).status_code == 302
    assert Intake.objects.get(key=scene.draft).people["sibling"] == ["sibling-1"]


@pytest.mark.parametrize("name", ["me.name", "me.phone", "account.account", "newborn-1.sex", "household.special_cases", "partner.residence"])
def test_guide__takes_no_answer_to_what_it_never_asks(name: str, scene: Scene) -> None:
    tab, before = Tab(scene), all_content()
    for sent in ({f"{name}.value": "0254-53-2111"}, {f"{name}.value": "female"}, {f"{name}.registered": "yes"},
                 {f"{name}.{part}": "カ" for part in ("family", "given", "family_kana", "given_kana")}):
        assert tab.browser.post(tab.at("guide-question", name), sent).status_code == 404
    assert changed_since(before) == set()


def test_page__takes_no_answer_to_what_it_does_not_ask(scene: Scene) -> None:
    tab = Tab(scene)
    sent = {"partner.phone.value": "0254-53-2111", "me.sex.value": "female", "household.special_cases.value": ["dv"], "me.phone": "1",
            "ghost.name.family": "x", "me.phone.value.value": "1", "people": "[]", "revision": "999", "state": "filed", "account_id": "1"}
    before = Intake.objects.get(key=scene.draft)
    assert tab.save(ME, tab.open(ME), **{**sent, PHONE: "0254-53-2111"}).status_code == 302
    after = Intake.objects.get(key=scene.draft)
    assert {**after.answers["me"], "phone": None} == {**before.answers["me"], "phone": None}
    assert {name: value for name, value in after.answers.items() if name != "me"} == {
        name: value for name, value in before.answers.items() if name != "me"}
    assert (after.state, after.people, after.account_id) == (before.state, before.people, before.account_id)


@pytest.mark.parametrize("reviewed", ["", "0", "x", "9999", ":", "\x00", "f" * 10_000])
def test_filing__of_a_review_that_was_never_shown_does_not_happen(reviewed: str, scene: Scene) -> None:
    tab, before = Tab(scene), all_content()
    assert tab.post("review", reviewed=reviewed, delivery="yes")["Location"] == tab.at("review")
    assert changed_since(before) - {"accounts.ResidentProfile", "mailbox.DeliveryConsent", "spool.Message"} == set()


@pytest.mark.parametrize("later", ["x", "\x00", "nursery-application:tax-certificate", "../x", "葛" * 1000])
def test_attachments__that_nobody_asked_for_are_not_promised(later: str, scene: Scene) -> None:
    tab = Tab(scene)
    before = Intake.objects.get(key=scene.draft).later
    assert tab.post("attachments", later=later).status_code == 302
    assert Intake.objects.get(key=scene.draft).later == before
    for remove in (later, f"{later} {scene.file}", f"{later} x", " ", f"x {'0' * 64}"):
        assert tab.post("attachments", remove=remove).status_code == 302
    assert IntakeFile.objects.filter(intake__key=scene.draft).exists()


def test_correction__is_answered_on_its_own_page_and_cannot_be_filed_as_something_new(scene: Scene) -> None:
    Client()
    resident = scene.browser(Who.RESIDENT)
    resident.post(reverse("portal:my-correction", args=[scene.correction]))
    key = Intake.objects.get(purpose=Intake.Purpose.CORRECTION).key
    tab, count = Tab(scene, key=key), Filing.objects.count()
    for name in ("review", "result", "people", "discard"):
        answer = tab.browser.get(tab.at(name))
        assert answer.status_code in {200, 302, 404}
    page = tab.browser.get(tab.at("review")).content
    reviewed = read_form(page, holding='name="reviewed"').filled() if b'name="reviewed"' in page else {"reviewed": "1"}
    assert tab.browser.post(tab.at("review"), reviewed).status_code in {302, 404}
    assert Filing.objects.count() == count
    assert Intake.objects.get(key=key).state == Intake.State.OPEN
