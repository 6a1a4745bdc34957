"""Writing conversations: begun, written once per reading, handed files, claimed, thrown away, forgotten."""

from datetime import datetime, timedelta

import pytest

from murakami.domain.intake.models import Intake, IntakeFile, Memory
from murakami.domain.intake.operations.attaching import (
    MOST_FILES,
    TooManyFiles,
    attach_file,
    remove_file,
    set_later,
)
from murakami.domain.intake.operations.claiming import claim_intakes
from murakami.domain.intake.operations.expiring import discard_intake, expire_intakes
from murakami.domain.intake.operations.remembering import forget_people, remember_people
from murakami.domain.intake.operations.starting import NobodyHere, start_intake
from murakami.domain.intake.operations.writing import IntakeChanged, IntakeClosed, write_intake
from murakami.domain.intake.queries import IntakeNotFound, get_intake, list_drafts, list_files
from murakami.domain.intake.rules.ownership import Owner
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance

pytestmark = pytest.mark.django_db
VISITOR = Owner(account_id=None, visitor="browser", mailbox_key=None, assurance=Assurance.NONE)
NOBODY = Owner(account_id=None, visitor="", mailbox_key=None, assurance=Assurance.NONE)


def begin(owner: Owner, at: datetime, key: str = "k" * 32) -> Intake:
    return start_intake(key=key, subject_key="s" * 32, mailbox_key=owner.mailbox_key or "m" * 32, owner=owner,
                        channel="online", life_event="birth", people={"me": ["me"]}, chosen={},
                        answers={"me": {"phone": {"v": "x"}}}, at=at)


@pytest.fixture
def account(at: datetime) -> Owner:
    row = Account.objects.create(kind=AccountKind.RESIDENT, created_at=at)
    return Owner(account_id=row.pk, visitor="browser", mailbox_key="a" * 32, assurance=Assurance.ACCOUNT)


def test_start_intake__needs_somebody(at):
    with pytest.raises(NobodyHere):
        begin(NOBODY, at)
    assert not Intake.objects.exists()


def test_get_intake__is_found_by_its_owner_alone(at, account):
    intake = begin(VISITOR, at)
    assert get_intake(key=intake.key, owner=VISITOR).pk == intake.pk
    stranger = Owner(account_id=None, visitor="another", mailbox_key=None, assurance=Assurance.NONE)
    for other in (stranger, NOBODY, Owner(account.account_id, "another", "a" * 32, Assurance.CARD_AUTH)):
        with pytest.raises(IntakeNotFound):
            get_intake(key=intake.key, owner=other)


def test_write_intake__a_stale_reading_writes_nothing(at):
    begin(VISITOR, at)
    one, other = Intake.objects.get(), Intake.objects.get()
    write_intake(one, at=at, answers={"me": {}})
    with pytest.raises(IntakeChanged):
        write_intake(other, at=at, answers={"other": {}})
    stored = Intake.objects.get()
    assert (stored.answers, stored.revision) == ({"me": {}}, 1)


def test_write_intake__one_statement(at, sql_at_most):
    intake = begin(VISITOR, at)
    with sql_at_most(1):
        write_intake(intake, at=at, answers={})


def test_write_intake__not_what_has_been_filed(at):
    intake = begin(VISITOR, at)
    Intake.objects.update(state=Intake.State.FILED, filed_at=at)
    with pytest.raises(IntakeChanged):
        write_intake(intake, at=at, answers={})
    with pytest.raises(IntakeClosed):
        write_intake(Intake.objects.get(), at=at, answers={})


def test_list_drafts__one_s_own_newest_first(at, account):
    begin(account, at, key="1" * 32)
    begin(account, at + timedelta(hours=1), key="2" * 32)
    begin(VISITOR, at, key="3" * 32)
    assert [draft.key for draft in list_drafts(owner=account)] == ["2" * 32, "1" * 32]
    assert [draft.key for draft in list_drafts(owner=VISITOR)] == ["3" * 32]
    assert list_drafts(owner=NOBODY) == ()


def test_attach_file__the_same_file_twice_is_one(at):
    intake = begin(VISITOR, at)
    for _ in range(2):
        attach_file(intake, attachment="p:bankbook", sha256="f" * 64, name="a.jpg", content_type="image/jpeg", size=1,
                    at=at)
    assert [row.name for row in list_files(intake)] == ["a.jpg"]
    assert remove_file(intake, attachment="p:bankbook", sha256="f" * 64)
    assert not remove_file(intake, attachment="p:bankbook", sha256="f" * 64)
    assert list_files(intake) == ()


def test_attach_file__an_attachment_takes_only_so_many(at):
    intake = begin(VISITOR, at)
    for number in range(MOST_FILES):
        attach_file(intake, attachment="p:b", sha256=f"{number:064}", name="a", content_type="x", size=1, at=at)
    with pytest.raises(TooManyFiles):
        attach_file(intake, attachment="p:b", sha256="f" * 64, name="a", content_type="x", size=1, at=at)


def test_attach_file__never_meets_a_save(at):
    intake = begin(VISITOR, at)
    attach_file(Intake.objects.get(), attachment="p:b", sha256="f" * 64, name="a", content_type="x", size=1, at=at)
    assert write_intake(intake, at=at, answers={}).revision == 1


def test_set_later__writes_only_what_changes(at, sql_at_most):
    intake = begin(VISITOR, at)
    set_later(intake, attachments=frozenset({"p:b"}), at=at)
    with sql_at_most(0):
        set_later(intake, attachments=frozenset({"p:b"}), at=at)
    assert Intake.objects.get().later == ["p:b"]


def test_claim_intakes__the_account_takes_over_once_and_alone(at, account):
    intake = begin(VISITOR, at)
    claimed = claim_intakes(owner=account)
    assert [one.key for one in claimed.intakes] == [intake.key]
    assert claim_intakes(owner=account).intakes == ()
    assert get_intake(key=intake.key, owner=account).mailbox_key == "a" * 32
    with pytest.raises(IntakeNotFound):
        get_intake(key=intake.key, owner=VISITOR)


def test_claim_intakes__says_under_which_keys_filings_were_made_before(at, account):
    begin(VISITOR, at)
    Intake.objects.update(state=Intake.State.FILED, filed_at=at)
    assert claim_intakes(owner=account).former_mailbox_keys == ("m" * 32,)


def test_discard_intake__answers_and_files_go_at_once(at):
    intake = begin(VISITOR, at)
    attach_file(intake, attachment="p:b", sha256="f" * 64, name="a", content_type="x", size=1, at=at)
    discard_intake(intake, at=at)
    row = Intake.objects.get()
    assert (row.state, row.answers, row.people) == (Intake.State.DISCARDED, {}, {})
    assert not IntakeFile.objects.exists()
    with pytest.raises(IntakeNotFound):
        get_intake(key=intake.key, owner=VISITOR)


def test_expire_intakes__forgets_old_drafts_and_empties_old_conversations(at):
    begin(VISITOR, at - timedelta(days=61), key="1" * 32)
    begin(VISITOR, at - timedelta(days=59), key="2" * 32)
    begin(VISITOR, at - timedelta(days=61), key="3" * 32)
    Intake.objects.filter(key="3" * 32).update(state=Intake.State.FILED, filed_at=at - timedelta(days=61))
    assert expire_intakes(at=at, days=60) == 1
    assert {row.key: row.answers for row in Intake.objects.all()} == {
        "2" * 32: {"me": {"phone": {"v": "x"}}}, "3" * 32: {}}


def test_expire_intakes__works_in_slices(at):
    for number in range(3):
        begin(VISITOR, at - timedelta(days=90), key=f"{number:032}")
    assert [expire_intakes(at=at, days=60, limit=2) for _ in range(3)] == [2, 1, 0]
    assert not Intake.objects.exists()


def test_remember_people__person_by_person_until_forgotten(at):
    remember_people(mailbox_key="a", people={"me": {"facts": {"phone": 1}}}, at=at)
    remember_people(mailbox_key="a", people={"partner": {"facts": {}}}, at=at)
    assert set(Memory.objects.get().people) == {"me", "partner"}
    assert forget_people(mailbox_key="a")
    assert not forget_people(mailbox_key="a")
