"""Filling in page by page: two tabs, hidden answers, people who come and go, leaving for later."""

from collections.abc import Callable
from datetime import datetime

import pytest

from murakami.domain.intake.models import Intake
from murakami.domain.intake.operations.writing import write_intake
from murakami.domain.intake.queries import IntakeNotFound
from murakami.domain.intake.rules.ownership import Owner
from murakami.flows.conversation import answering, choosing, people
from murakami.flows.conversation.answering import PageGone
from murakami.flows.conversation.choosing import NothingChosen
from murakami.flows.conversation.people import PeopleRefused, roles_to_ask
from murakami.flows.conversation.starting import NOBODY
from tests.flows.conversation.walk import Mother, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(packs: None, resident: Owner, draw_key: Callable[[], str], at: datetime) -> Mother:
    mother = Mother(owner=resident, draw_key=draw_key, at=at)
    mother.answer_guide()
    mother.choose()
    mother.say_people(newborn=1, sibling=0)
    return mother


def phone(mother: Mother) -> str:
    return str(mother.intake.answers["me"]["phone"]["v"])


def test_save_page__one_read_one_write_and_its_event(in_one_request, mother, sql_at_most):
    form, key = mother.conversation, mother.key
    with sql_at_most(4):
        answering.save_page(key=key, owner=mother.owner, page_key="adult:me", seen={}, resident=NOBODY, lang="ja",
                            at=mother.at, form=form_of(**{item.field_key: mother.answers[item.field_key]
                                                          for item in form.standing.plan.pages[0].items}))
    assert phone(mother) == "090-1234-5678"


def test_save_page__what_was_planned_serves_the_page_that_follows(mother):
    saved = mother.fill("adult:me")
    assert mother.conversation.standing is saved.conversation.standing


def test_save_page__errors_write_nothing(mother):
    before = mother.intake
    saved = mother.fill("adult:me", **{"me.phone": "わすれた"})
    assert not saved.is_saved
    assert ("me", "phone") in saved.reading.errors
    after = mother.intake
    assert (after.revision, after.answers) == (before.revision, before.answers)


def test_save_page__the_same_page_twice_changes_nothing(mother):
    mother.fill("adult:me")
    revision = mother.intake.revision
    assert mother.fill("adult:me").is_saved
    assert mother.intake.revision == revision


def test_save_page__two_tabs_on_different_pages_never_meet(mother):
    one, other = mother.seen("adult:me"), mother.seen("adult:partner")
    assert mother.fill("adult:me", seen=one).is_saved
    assert mother.fill("adult:partner", seen=other).is_saved


def test_save_page__two_tabs_on_the_same_item_are_a_conflict_and_nothing_is_lost(mother):
    mother.fill("adult:me")
    old = mother.seen("adult:me")
    mother.fill("adult:me", seen=old, **{"me.phone": "0254-53-2111"})
    mother.answers["me.phone"] = "0254-53-2222"
    refused = mother.fill("adult:me", seen=old)
    assert not refused.is_saved
    assert {key: answer.value_json for key, answer in refused.conflicts.items()} == {("me", "phone"): "0254-53-2111"}
    assert refused.reading.typed["me", "phone"] == {"value": "0254-53-2222"}
    assert phone(mother) == "0254-53-2111"
    assert mother.fill("adult:me").is_saved  # the page shown again carries what is stored now
    assert phone(mother) == "0254-53-2222"


def test_save_page__a_write_between_reading_and_writing_is_read_again(mother, monkeypatch, at):
    calls = []

    def overtaken(intake: Intake, **changes: object) -> Intake:
        if not calls:
            calls.append(1)
            Intake.objects.filter(pk=intake.pk).update(revision=intake.revision + 1)
        return write_intake(intake, **changes)  # type: ignore[arg-type]

    monkeypatch.setattr(answering, "write_intake", overtaken)
    assert mother.fill("adult:me").is_saved
    assert phone(mother) == "090-1234-5678"


def test_save_page__what_an_answer_hides_is_dropped(mother):
    mother.fill("family", **{"household.special_cases": ["apart"]})
    page = next(page for page in mother.conversation.standing.plan.pages if page.instance == "newborn-1")
    mother.answers |= {"newborn-1.living": "together", "newborn-1.relation": "child"}
    assert mother.fill(page.key).is_saved
    assert "living" in mother.intake.answers["newborn-1"]
    mother.fill("family", **{"household.special_cases": ["none"]})
    assert "living" not in mother.intake.answers["newborn-1"]
    assert "born_on" in mother.intake.answers["newborn-1"]


def test_save_page__leaving_keeps_what_can_be_taken(mother):
    saved = mother.fill("adult:me", leave=True, **{"me.phone": "まだ", "me.born_on": ""})
    assert saved.is_saved
    assert set(mother.intake.answers["me"]) >= {"name", "residence"}
    assert "phone" not in mother.intake.answers["me"]


def test_save_page__a_page_that_is_gone_says_so(mother):
    with pytest.raises(PageGone):
        answering.save_page(key=mother.key, owner=mother.owner, page_key="child:newborn-9", form={}, seen={},
                            resident=NOBODY, lang="ja", at=mother.at)


def test_answer_question__what_nobody_asks_is_no_question(mother):
    for name in ("me.nothing", "ghost.name", "nonsense", "me"):
        with pytest.raises(PageGone):
            answering.answer_question(key=mother.key, owner=mother.owner, question=name, form={}, seen={}, lang="ja",
                                      at=mother.at)


def test_set_people__a_second_child_gets_a_page_and_the_first_keeps_the_answers(mother):
    mother.fill_all()
    mother.say_people(newborn=2)
    pages = [page.key for page in mother.conversation.standing.plan.pages]
    assert "child:newborn-2" in pages
    assert mother.intake.answers["newborn-1"]["name"]["v"]["given"] == "ひなた"


def test_remove_person__answers_and_files_go_and_the_other_keeps_the_key(mother, at):
    mother.say_people(newborn=2)
    mother.fill_all()
    mother.intake.files.create(attachment="p:residence-record:newborn-1", sha256="f" * 64, name="x", content_type="x",
                               size=1, added_at=at)
    people.remove_person(key=mother.key, owner=mother.owner, instance="newborn-1", at=at)
    intake = mother.intake
    assert intake.people["newborn"] == ["newborn-2"]
    assert "newborn-1" not in intake.answers
    assert not intake.files.exists()
    assert all(not name.startswith("newborn-1.") for name in intake.typed)
    with pytest.raises(PeopleRefused):
        people.remove_person(key=mother.key, owner=mother.owner, instance="newborn-2", at=at)


def test_set_people__only_roles_that_matter_are_asked(mother):
    assert [spec.role for spec in roles_to_ask(mother.conversation.standing)] == ["newborn", "sibling"]
    mother.choose(["national-health-insurance-child"])
    assert [spec.role for spec in roles_to_ask(mother.conversation.standing)] == ["newborn"]
    mother.say_people(head=7, me=0)
    assert mother.intake.people["me"] == ["me"]


@pytest.mark.parametrize("counts", [{"newborn": 0}, {"newborn": 13}, {"sibling": -1}])
def test_set_people__refuses_what_no_household_is(mother, counts):
    with pytest.raises(PeopleRefused):
        mother.say_people(**counts)


def test_choose_procedures__what_does_not_apply_cannot_be_chosen(mother):
    mother.choose(["child-allowance-increase", "birth-registration", "child-medical-subsidy", "nonsense"])
    assert list(mother.intake.chosen) == ["child-medical-subsidy"]
    with pytest.raises(NothingChosen):
        mother.choose(["birth-registration"])


def test_choose_procedures__adding_one_midway_keeps_every_answer(mother):
    mother.choose(["child-medical-subsidy"])
    mother.fill_all()
    answered = mother.intake.answers
    mother.choose(["child-medical-subsidy", "national-health-insurance-child"])
    assert mother.intake.answers == answered
    assert choosing.list_choosable(mother.conversation.standing)[0] == "child-allowance-claim"


def test_a_stranger__cannot_touch_a_conversation(mother, stranger, visitor, at):
    for other in (stranger, visitor):
        for attempt in (
            lambda other=other: answering.save_page(key=mother.key, owner=other, page_key="adult:me", form={}, seen={},
                                                    resident=NOBODY, lang="ja", at=at),
            lambda other=other: answering.answer_question(key=mother.key, owner=other, question="me.lives_in_city",
                                                          form={}, seen={}, lang="ja", at=at),
            lambda other=other: people.set_people(key=mother.key, owner=other, counts={}, at=at, resident=NOBODY),
            lambda other=other: choosing.choose_procedures(key=mother.key, owner=other, procedures=[], at=at),
        ):
            with pytest.raises(IntakeNotFound):
                attempt()
