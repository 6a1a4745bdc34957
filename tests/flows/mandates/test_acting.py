"""Writing and filing for somebody: nothing is known beforehand, both see who wrote, and it ends with the mandate."""

from datetime import timedelta

import pytest

from murakami.domain.intake.models import Filing, Intake, Memory
from murakami.domain.intake.queries import IntakeNotFound, get_intake, list_drafts
from murakami.domain.mailbox.models import MailboxItem
from murakami.domain.mandates.queries import MandateNotFound
from murakami.domain.mandates.rules import Act
from murakami.flows.conversation.filing import file_intake, mark_review
from murakami.flows.conversation.starting import Resident, begin_procedure
from murakami.flows.mandates.acting import NotAllowed, acting_under, give_to_giver, list_for_whom
from murakami.flows.mandates.ending import end_mandate
from murakami.flows.mandates.pages import read_mandate
from murakami.kernel.dates import day_in_japan
from tests.flows.conversation.test_knowing import CARD
from tests.flows.conversation.walk import Mother
from tests.flows.mandates.people import give, owner
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db
CLAIM = "child-allowance-claim"


@pytest.fixture
def packs(db):
    load_packs()


@pytest.fixture
def mother():
    return owner("a" * 32)


@pytest.fixture
def sister():
    return owner("b" * 32)


@pytest.fixture
def stranger():
    return owner("c" * 32)


@pytest.fixture
def draw_key():
    count = iter(range(1, 10_000))
    return lambda: f"{next(count):032x}"


def written(mandate, sister, draw_key, at):
    """Let the sister write the mother's matter until it is ready to be filed."""
    acting = acting_under(key=mandate.key, account_id=sister.account_id, procedure=None, day=day_in_japan(at))
    walk = Mother(owner=sister, draw_key=draw_key, at=at, acting=acting)
    walk.come_to_the_review()
    return walk


def filed(walk, sister, draw_key, at, **changes):
    return file_intake(key=walk.key, owner=sister, reviewed=mark_review(walk.conversation), draw_key=draw_key, at=at,
                       electronic_delivery=True, memory_allowed=True, **changes)


def test_file__the_filing_is_the_givers_and_says_who_wrote_it(packs, mother, sister, draw_key, at):
    mandate = give(mother, sister, at=at)
    done = filed(written(mandate, sister, draw_key, at), sister, draw_key, at)
    assert {item.mailbox_key for item in MailboxItem.objects.all()} == {mother.mailbox_key}
    for filing in done.filings:
        said = filing.document["filed_by"]
        assert (said["relation"], said["acting"]["giver"], said["acting"]["proxy"]) == (
            "proxy", "葛\U000e0100城 みのり", "朝日 かえで")
        sources = {row["provenance"]["source"] for topic in filing.document["topics"] for row in topic["rows"]}
        assert "proxy" in sources
        assert "resident" not in sources
    assert not Memory.objects.exists()
    assert not any(filing.electronic_delivery for filing in done.filings)


def test_read__the_proxy_sees_it_only_while_the_mandate_holds(packs, mother, sister, stranger, draw_key, at):
    mandate, day = give(mother, sister, at=at), day_in_japan(at)
    walk = written(mandate, sister, draw_key, at)
    filed(walk, sister, draw_key, at)
    assert get_intake(key=walk.key, owner=mother).state == Intake.State.FILED
    assert get_intake(key=walk.key, owner=sister)
    assert len(read_mandate(key=mandate.key, account_id=sister.account_id, day=day).filed) == Filing.objects.count()
    end_mandate(key=mandate.key, account_id=mother.account_id, at=at)
    for nobody in (sister, stranger):
        with pytest.raises(IntakeNotFound):
            get_intake(key=walk.key, owner=nobody)
    assert read_mandate(key=mandate.key, account_id=sister.account_id, day=day).filed == ()
    assert read_mandate(key=mandate.key, account_id=mother.account_id, day=day).filed
    with pytest.raises(MandateNotFound):
        read_mandate(key=mandate.key, account_id=stranger.account_id, day=day)


def test_end__throws_away_what_was_only_begun(packs, mother, sister, draw_key, at):
    mandate = give(mother, sister, at=at)
    walk = written(mandate, sister, draw_key, at)
    end_mandate(key=mandate.key, account_id=sister.account_id, at=at)
    assert (walk.intake.state, walk.intake.answers) == (Intake.State.DISCARDED, {})


def test_drafts__for_somebody_are_not_among_ones_own(packs, mother, sister, draw_key, at):
    mandate = give(mother, sister, at=at)
    written(mandate, sister, draw_key, at)
    assert list_drafts(owner=sister) == list_drafts(owner=mother) == ()
    assert len(read_mandate(key=mandate.key, account_id=sister.account_id, day=day_in_japan(at)).drafts) == 1
    assert read_mandate(key=mandate.key, account_id=mother.account_id, day=day_in_japan(at)).drafts == ()


def test_fill_only__the_giver_looks_through_it_and_files(packs, mother, sister, draw_key, at):
    mandate = give(mother, sister, at=at, acts=frozenset({Act.FILL_IN}))
    walk = written(mandate, sister, draw_key, at)
    with pytest.raises(NotAllowed):
        filed(walk, sister, draw_key, at)
    give_to_giver(key=walk.key, owner=sister, at=at)
    with pytest.raises(IntakeNotFound):
        get_intake(key=walk.key, owner=sister)
    assert [draft.key for draft in list_drafts(owner=mother)] == [walk.key]
    walk.owner = mother
    said = filed(walk, mother, draw_key, at).filings[0].document["filed_by"]
    assert said["acting"]["proxy"] == "朝日 かえで"
    assert said["relation"] != "proxy"


def test_begin__only_what_the_mandate_covers(packs, mother, sister, draw_key, at):
    mandate, day = give(mother, sister, at=at, procedures=frozenset({CLAIM})), day_in_japan(at)
    assert list_for_whom(account_id=sister.account_id, procedure=CLAIM, day=day) == (mandate,)
    for procedure, on in ((None, day), ("nursery-application", day), ("birth-registration", day),
                          (CLAIM, day + timedelta(days=366))):
        assert list_for_whom(account_id=sister.account_id, procedure=procedure, day=on) == ()
        with pytest.raises(MandateNotFound):
            acting_under(key=mandate.key, account_id=sister.account_id, procedure=procedure, day=on)


def test_begin__nothing_of_either_is_filled_in(packs, mother, sister, draw_key, at):
    mandate = give(mother, sister, at=at)
    Memory.objects.create(mailbox_key=mother.mailbox_key, consented_at=at, updated_at=at, people={
        "me": {"role": "me", "kind": "Person", "facts": {"phone": {"v": "0254-00-0000", "p": {
            "source": "earlier_filing", "at": at.isoformat()}}}}})
    acting = acting_under(key=mandate.key, account_id=sister.account_id, procedure=CLAIM, day=day_in_japan(at))
    intake = begin_procedure(procedure=CLAIM, owner=sister, draw_key=draw_key, at=at, acting=acting,
                             resident=Resident(card=CARD, card_read_at=at, memory_allowed=True))
    assert intake.answers == {}


def test_file__costs_little_more_for_somebody(packs, mother, sister, draw_key, at, sql_at_most):
    walk = written(give(mother, sister, at=at), sister, draw_key, at)
    mark = mark_review(walk.conversation)
    with sql_at_most(25):  # of these nine ask whether the definitions have changed, which a request asks once
        file_intake(key=walk.key, owner=sister, reviewed=mark, draw_key=draw_key, at=at, electronic_delivery=True)
