"""Mandates that end without either side: for somebody protected, for a child of age; and what the night does about them."""

from datetime import date, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail

from murakami.domain.intake.models import Intake
from murakami.domain.mandates import operations
from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.rules import Act, Kind, Side, Terms, cut_at_majority
from murakami.flows.conversation.starting import Resident
from murakami.flows.mandates.acting import list_for_whom
from murakami.flows.mandates.guarding import settle_guard
from murakami.flows.nightly.mandates import tidy_mandates
from murakami.foundation.accounts.card import CardItems
from murakami.foundation.spool.worker import run_pending
from murakami.kernel.dates import day_in_japan
from tests.flows.conversation.walk import Mother
from tests.flows.mandates.people import CODE, GIVER_BOX, PROXY_BOX, give, owner, person, terms_of
from tests.flows.mandates.test_acting import written
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db
BORN = date(2010, 6, 1)


@pytest.fixture
def mother(db):
    load_packs()
    return owner(GIVER_BOX)


@pytest.fixture
def sister(db):
    return owner(PROXY_BOX)


@pytest.fixture
def draw_key():
    count = iter(range(1, 10_000))
    return lambda: f"{next(count):032x}"


def guard(at, *, guarded=True, told=1, mailbox_key=GIVER_BOX):
    return settle_guard(mailbox_key=mailbox_key, guarded=guarded, told=told, at=at)


def test_guard__ends_what_others_may_do_and_throws_their_drafts_away(mother, sister, draw_key, at):
    mandate = give(mother, sister, at=at)
    draft = written(mandate, sister, draw_key, at)
    assert guard(at) == 1
    mandate.refresh_from_db()
    assert (mandate.state, mandate.ended_by) == ("ended", "office")
    assert not Intake.objects.filter(key=draft.key, state="open").exists()
    assert list_for_whom(account_id=sister.account_id, procedure=None, day=day_in_japan(at)) == ()


def test_guard__takes_an_invitation_back_that_nobody_has_answered(mother, sister, at):
    operations.ask(side=Side.GIVER, person=person(mother, "葛城 みのり"), code=CODE, key="f" * 32, subject_key="e" * 32, at=at,
                   terms=terms_of(at))
    assert guard(at) == 1
    with pytest.raises(operations.MandateRefused, match="code_unknown"):
        operations.answer(code=CODE, person=person(sister, "朝日 かえで"), confirmed=True, at=at)


def test_guard__leaves_what_its_owner_holds_and_what_is_given_afterwards(mother, sister, at):
    held = give(sister, mother, at=at, key="1" * 32)
    assert guard(at) == 0
    later = give(mother, sister, at=at, key="2" * 32, code="2222ABCDEFGH")
    assert [guard(at), guard(at, told=2)] == [0, 0]
    assert {held.pk, later.pk} == set(Mandate.objects.filter(state="confirmed").values_list("pk", flat=True))


def test_guard__of_filings_made_before_signing_in_reaches_the_account(mother, sister, draw_key, at):
    give(mother, sister, at=at)
    walk = Mother(owner=mother, draw_key=draw_key, at=at)
    walk.come_to_the_review()
    Intake.objects.filter(key=walk.key).update(mailbox_key="9" * 32)
    walk.owner = type(mother)(account_id=mother.account_id, visitor="", mailbox_key="9" * 32, assurance=mother.assurance)
    walk.file()
    Intake.objects.filter(key=walk.key).update(mailbox_key=GIVER_BOX)
    assert guard(at, mailbox_key="9" * 32) == 1


def test_guard__empties_what_earlier_filings_filled_into_drafts_and_keeps_what_was_typed(mother, draw_key, at):
    remembering = Resident(card=CardItems(), card_read_at=None, memory_allowed=True)
    first = Mother(owner=mother, draw_key=draw_key, at=at, resident=remembering)
    first.come_to_the_review()
    first.file(memory_allowed=True)
    again = Mother(owner=mother, draw_key=draw_key, at=at, resident=remembering)
    known = again.intake.answers["me"]
    assert "residence" in known
    again.ask("me.lives_in_city")
    guard(at)
    kept = again.intake.answers.get("me", {})
    assert set(kept) == {"lives_in_city"}
    assert again.intake.state == "open"


def test_night__tells_both_sides_once_two_weeks_before_and_names_nobody(mother, sister, at):
    mandate = give(mother, sister, at=at)
    eve = at + timedelta(days=(mandate.until - day_in_japan(at)).days - 14)
    tidy_mandates({}, at=eve - timedelta(days=1))
    run_pending(clock=lambda: eve - timedelta(days=1))
    assert mail.outbox == []
    for _ in range(2):
        tidy_mandates({}, at=eve)
        run_pending(clock=lambda: eve)
    assert sorted(one.to for one in mail.outbox) == [["a@example.jp"], ["b@example.jp"]]
    assert "みのり" not in mail.outbox[0].body + mail.outbox[0].subject
    assert f"{mandate.until.month}月{mandate.until.day}日" in mail.outbox[0].body


def test_night__queues_the_mail_of_every_mandate_and_a_refusing_server_loses_none(mother, sister, at, monkeypatch):
    day = day_in_japan(at)
    monkeypatch.setattr("murakami.domain.mandates.queries.SHOWN_AT_ONCE", 1)
    for number in range(3):
        code = f"ABCDEFGH234{number + 5}"
        give(mother, sister, at=at, key=f"{number}" * 32, code=code)
    Mandate.objects.update(until=day + timedelta(days=3))
    tidy_mandates({}, at=at)
    assert Mandate.objects.filter(reminded_at=None).count() == 0

    def refuse(*_args, **_how):
        raise SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr("murakami.flows.mandates.telling.send_mail", refuse)
        run_pending(clock=lambda: at)
    assert mail.outbox == []
    run_pending(clock=lambda: at + timedelta(hours=1))
    assert len(mail.outbox) == 6


def test_night__says_nothing_of_what_was_ended_meanwhile(mother, sister, at):
    mandate = give(mother, sister, at=at)
    Mandate.objects.update(until=day_in_japan(at) + timedelta(days=3))
    tidy_mandates({}, at=at)
    operations.end(key=mandate.key, account_id=mother.account_id, at=at)
    run_pending(clock=lambda: at)
    assert mail.outbox == []


@pytest.mark.parametrize("how", ["never answered", "refused", "taken back"])
def test_night__forgets_names_where_nothing_came_of_it(mother, sister, how, at):
    operations.ask(side=Side.GIVER, person=person(mother, "葛城 みのり"), code=CODE, key="f" * 32, subject_key="e" * 32, at=at,
                   terms=terms_of(at))
    if how == "refused":
        operations.answer(code=CODE, person=person(sister, ""), confirmed=False, at=at)
    elif how == "taken back":
        operations.end(key="f" * 32, account_id=mother.account_id, at=at)
    tidy_mandates({}, at=at + timedelta(days=29))
    assert Mandate.objects.get().giver_name == "葛城 みのり"
    tidy_mandates({}, at=at + timedelta(days=38))
    assert Mandate.objects.get().giver_name == ""


def test_night__keeps_the_names_of_a_mandate_that_held(mother, sister, at):
    operations.end(key=give(mother, sister, at=at).key, account_id=mother.account_id, at=at)
    tidy_mandates({}, at=at + timedelta(days=400))
    assert Mandate.objects.get().proxy_name == "朝日 かえで"


@pytest.mark.parametrize(("kind", "born_on", "until"), [
    (Kind.PARENT, BORN, date(2028, 5, 31)), (Kind.PARENT, date(2010, 4, 1), date(2028, 3, 31)),
    (Kind.PARENT, date(2012, 2, 29), date(2028, 12, 31)), (Kind.PARENT, None, date(2028, 12, 31)),
    (Kind.GUARDIAN, BORN, date(2028, 12, 31))])
def test_majority__ends_a_parents_mandate_with_the_day_on_which_the_child_comes_of_age(kind, born_on, until):
    terms = Terms(kind=kind, acts=frozenset(Act), procedures=frozenset(), since=date(2026, 12, 1), until=date(2028, 12, 31))
    assert cut_at_majority(terms, born_on=born_on).until == until
