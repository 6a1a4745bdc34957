"""What is frozen at filing: the filing's own visible questions, nothing of the others."""

from datetime import datetime

import pytest

from murakami.domain.intake.rules.documents import Act, Handed, build_document
from murakami.domain.intake.rules.planning import Standing, join_definitions, stand
from murakami.domain.intake.rules.revising import answers_of, new_questions, revised_document
from murakami.domain.intake.rules.subjects import called, subjects_of
from murakami.kernel.conditions import Situation
from murakami.kernel.document import AttachmentState, Document, diff
from murakami.kernel.file_refs import FileRef
from tests.domain.intake.birth import ALLOWANCE, INSURANCE, SAID_AT, TODAY, standing, stored

NAME = {"family": "葛\U000e0100城", "given": "ひなた", "family_kana": "カツラギ", "given_kana": "ヒナタ"}
ANSWERS = {"newborn-1.name": NAME, "me.phone": "09012345678", "partner.phone": "09087654321",
           "household.special_cases": ["none"], "newborn-1.sex": "female",
           "account.account": {"registered": False, "bank_name": "第四北越銀行", "bank_code": "0140",
                               "branch_name": "村上", "branch_code": "501", "kind": "ordinary",
                               "number": "1234567", "holder_kana": "カツラギ ミノリ"}}
FILE = FileRef(sha256="a" * 64, name="passbook.jpg", content_type="image/jpeg", size=3)
KEY = f"{ALLOWANCE}:bankbook:account"


def document(here: Standing, procedure: str, *, handed: Handed | None = None) -> Document:
    version = here.definitions.version(procedure)
    effective = Situation(facts=here.plan.facts, roles=here.people, today=TODAY)
    return build_document(
        version=version, bound=here.bound_of(version)[0], situation=effective, known=here.known,
        handed=handed or Handed(files={}, later=frozenset()),
        act=Act(filed_by={"relation": "self"}, filed_at=datetime.fromisoformat(SAID_AT), subjects=subjects_of(here)))


def test_build_document__holds_only_what_its_own_procedure_asks():
    here = standing(ALLOWANCE, INSURANCE, answers=ANSWERS)
    allowance, insurance = document(here, ALLOWANCE), document(here, INSURANCE)
    assert allowance.find_row("partner.phone") is not None
    assert insurance.find_row("partner.phone") is None
    assert insurance.find_row("me.phone") is not None
    assert insurance.roles["child"] == ("newborn-1",)


def test_build_document__keeps_a_name_as_it_was_written():
    row = document(standing(ALLOWANCE, answers=ANSWERS), ALLOWANCE).find_row("newborn-1.name")
    assert row is not None
    assert row.value == NAME
    assert (row.label["ja"], row.type, row.role) == ("氏名", "person_name", "child")
    assert set(row.label) == {"ja", "ja-easy", "en"}


def test_build_document__a_hidden_answer_is_not_in_it():
    here = standing(ALLOWANCE, answers=ANSWERS | {"newborn-1.living": "apart"})
    assert document(here, ALLOWANCE).find_row("newborn-1.living") is None


def test_build_document__choices_carry_their_labels_for_ever():
    row = document(standing(INSURANCE, answers=ANSWERS), INSURANCE).find_row("newborn-1.sex")
    assert row is not None
    assert row.options["labels"]["female"]["en"] == "Female"  # type: ignore[index]


@pytest.mark.parametrize(("handed", "state"), [
    (Handed(files={}, later=frozenset()), AttachmentState.MISSING),
    (Handed(files={}, later=frozenset({KEY})), AttachmentState.LATER),
    (Handed(files={KEY: (FILE,)}, later=frozenset()), AttachmentState.PROVIDED),
])
def test_build_document__says_what_came_of_each_attachment(handed, state):
    rows = document(standing(ALLOWANCE, answers=ANSWERS), ALLOWANCE, handed=handed).attachments
    assert {row.id: row.state for row in rows}["bankbook"] is state


def test_build_document__the_same_answers_give_the_same_fingerprint():
    here = standing(ALLOWANCE, answers=ANSWERS)
    first = document(here, ALLOWANCE)
    assert first.sha256() == document(here, ALLOWANCE).sha256()
    assert Document.from_json(first.to_json()) == first


def test_called__names_people_by_role_number_and_name():
    here = standing(ALLOWANCE, answers=ANSWERS, people={"newborn": ["newborn-1", "newborn-2"]})
    assert called(here, "me", "ja") == "あなた"
    assert called(here, "newborn-2", "ja") == "生まれたお子さん（2人目）"
    assert called(here, "newborn-1", "ja") == "生まれたお子さん（葛\U000e0100城 ひなた）"
    assert called(here, "newborn-2", "en").endswith(" 2")


def correcting(filed: Document, answers: dict) -> Standing:
    """Stand in a correction: the filed version alone, its people as filed, its answers with some changed."""
    changed = {**answers_of(filed)}
    for name, value in answers.items():
        instance, _dot, _fact = name.rpartition(".")
        changed[instance] = changed[instance] | stored({name: value})[instance]
    version = standing(ALLOWANCE).definitions.version(ALLOWANCE)
    return stand(definitions=join_definitions(None, (version,)), stored=changed, today=TODAY,
                 people={role: list(instances) for role, instances in filed.roles.items()})


def revised_from(filed: Document, answers: dict, files: dict | None = None) -> Document:
    return revised_document(filed, standing=correcting(filed, answers), files=files or {})


def test_revised_document__changes_what_was_corrected_and_keeps_the_date_of_claim():
    filed = document(standing(ALLOWANCE, answers=ANSWERS), ALLOWANCE)
    new = revised_from(filed, {"partner.phone": "0254531111"})
    assert [change.key for change in diff(filed, new)] == ["partner.phone"]
    assert (new.filed_at, new.version, new.filed_by) == (filed.filed_at, filed.version, filed.filed_by)


def test_revised_document__a_new_file_takes_the_place_of_the_missing_one():
    filed = document(standing(ALLOWANCE, answers=ANSWERS), ALLOWANCE)
    new = revised_from(filed, {}, files={"bankbook": (FILE,)})
    (change,) = diff(filed, new)
    assert change.key == "attachment:bankbook"
    assert {row.id: row.state for row in new.attachments}["bankbook"] is AttachmentState.PROVIDED


def test_new_questions__an_answer_may_bring_about_others():
    filed = document(standing(ALLOWANCE, answers=ANSWERS), ALLOWANCE)
    asked = {item.key for item in new_questions(filed, correcting(filed, {"household.special_cases": ["apart"]}))}
    assert ("newborn-1", "living") in asked
    assert ("newborn-1", "living") not in {item.key for item in new_questions(filed, correcting(filed, {}))}
