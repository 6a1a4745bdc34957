"""Protected people: what raises an alarm, what it holds up, whose mailbox is guarded, and what the edge is told of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail

from murakami.domain.cases.models import Alarm, Case
from murakami.domain.cases.operations import letter
from murakami.domain.cases.operations.protect import mask_again, release_alarms, unmask
from murakami.domain.cases.operations.transition import NotPermitted, StepRefused
from murakami.domain.cases.origins import Origin
from murakami.domain.mailbox.models import Guard
from murakami.domain.mailbox.queries import is_guarded
from murakami.domain.register.models import Resident
from murakami.domain.register.protecting import (
    Refused,
    Wanted,
    ask_to_end,
    end_protection,
    set_protection,
)
from murakami.domain.register.rules import Ground
from murakami.flows.agency import protection, work
from murakami.flows.agency.pages import MASK, open_case
from murakami.flows.nightly.protection import guard_and_remind, remind_keepers
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.events.models import Event
from murakami.foundation.spool.models import Message
from tests.domain.cases.cast import reload, staff
from tests.flows.agency.office import act, check_all, deliver, propose
from tests.flows.mailing.filed import file_a_birth

pytestmark = pytest.mark.django_db
FATHER, MOTHER, CHILD = "0000000001", "0000000002", "0000000003"
UNITS, WHY = ("shimin",), "本人の住所を確かめて問題がないため（架空）"
STRANGER = Refused("遠方 次郎", date(1980, 1, 1))


@pytest.fixture
def keeper(packs):
    return staff("keeper", shimin=Role.CLERK)


@pytest.fixture
def second(packs):
    return staff("second", shimin=Role.UNIT_HEAD)


def protect(keeper, at, number=MOTHER, **how):
    usual = {"ground": Ground.VIOLENCE, "register_number": number, "accompanying": (), "refused": (STRANGER,), "old_home": "",
             "since": date(2026, 11, 1), "until": date(2027, 11, 1)}
    row = set_protection(Wanted(**usual | how), actor=keeper, units=UNITS, key=f"{number:0>32}", subject_key="5" * 32, at=at)
    protection.after_change(row, at=at)
    deliver(at)
    return row


def kinds(case):
    return set(Alarm.objects.filter(case=case).values_list("kind", flat=True))


@pytest.mark.parametrize(("how", "expected"), [
    ({}, {"about_protected"}),
    ({"number": CHILD}, {"about_protected"}),
    ({"number": "0000000099", "refused": (Refused("葛城 健", date(1991, 5, 2)),)}, {"from_refused"}),
    ({"number": "0000000099", "refused": (Refused("葛城　健", None),)}, {"from_refused"}),
    ({"number": "0000000099", "refused": (Refused("葛城 健", date(1950, 5, 2)),)}, set()),
    ({"number": "0000000099", "old_home": "府屋２３２－１"}, {"from_old_home"}),
    ({"number": "0000000099"}, set())])
def test_arrival__raises_what_a_filing_touches(how, expected, registered, keeper, printer, resident, draw_key, at):
    Resident.objects.create(register_number="0000000099", household_number="9", name_key="x", born_on=date(1950, 1, 1))
    protect(keeper, at, **how)
    filings = file_a_birth(resident, draw_key=draw_key, at=at)
    deliver(at)
    case = Case.objects.get(receipt_number=filings["child-allowance-claim"].receipt_number)
    assert kinds(case) == expected
    assert case.alarm == ("standing" if expected else "")


def test_protection__is_found_in_cases_that_came_before_it(claim, registered, keeper, at):
    assert kinds(claim) == set()
    protect(keeper, at)
    assert kinds(claim) == {"about_protected"}
    protection.look_again({}, at=at)
    assert Event.objects.filter(kind="case.alarm_raised", subject_key=claim.subject_key).count() == 1


def test_alarm__tells_the_head_by_mail_and_names_nobody(claim, cast, registered, keeper, at):
    from murakami.foundation.accounts.models import StaffProfile

    StaffProfile.objects.filter(account=cast.head.account_id).update(email="head@example.jp")
    protect(keeper, at)
    sent = next(one for one in mail.outbox if claim.receipt_number in one.subject)
    assert sent.to == ["head@example.jp"]
    assert not any(word in sent.body for word in ("葛", "みのり", "遠方", "府屋"))


def test_alarm__holds_the_decision_up_until_the_head_releases_it(claim, cast, registered, keeper, at):
    protect(keeper, at)
    act(work.start_work, claim, cast.clerk, at=at)
    check_all(claim, cast.clerk, at=at)
    propose(claim, cast.clerk, at=at)
    with pytest.raises(StepRefused, match="alarm_standing"):
        act(work.approve_decision, claim, cast.head, at=at)
    with pytest.raises(NotPermitted):
        act(release_alarms, claim, cast.clerk, at=at, reason=WHY)
    with pytest.raises(StepRefused, match="reason_short"):
        act(release_alarms, claim, cast.head, at=at, reason="よい")
    act(release_alarms, claim, cast.head, at=at, reason=WHY)
    act(work.approve_decision, claim, cast.head, at=at)
    assert reload(claim).state == "decided"


def test_letter__is_posted_by_the_head(claim, cast, registered, keeper, at):
    protect(keeper, at)
    Case.objects.filter(pk=claim.pk).update(electronic_delivery=False)
    act(work.start_work, claim, cast.clerk, at=at)
    check_all(claim, cast.clerk, at=at)
    propose(claim, cast.clerk, at=at)
    act(release_alarms, claim, cast.head, at=at, reason=WHY)
    act(work.approve_decision, claim, cast.head, at=at)
    deliver(at)
    with pytest.raises(NotPermitted):
        act(letter.mark_posted, claim, cast.clerk, at=at)
    assert act(letter.mark_posted, claim, cast.head, at=at).letter_state == "posted"


def test_unmasking__is_the_heads_for_half_an_hour_with_a_reason(claim, cast, registered, keeper, at):
    protect(keeper, at)

    def text(actor, when=at):
        return str(open_case(receipt_number=claim.receipt_number, actor=actor, route="office:case", at=when).page.document)

    with pytest.raises(NotPermitted):
        unmask(receipt_number=claim.receipt_number, actor=cast.clerk, reason=WHY, at=at)
    unmask(receipt_number=claim.receipt_number, actor=cast.head, reason=WHY, at=at)
    assert "府屋" in text(cast.head)
    assert MASK in text(cast.clerk)
    assert "府屋" not in text(cast.clerk) + text(cast.head, at + timedelta(minutes=31))
    mask_again(receipt_number=claim.receipt_number, actor=cast.head, at=at)
    assert "府屋" not in text(cast.head)
    assert claim.entries.filter(event__kind="case.unmasked", text=WHY).count() == 1


def test_mask__reaches_messages_reasons_and_the_book(claim, cast, registered, keeper, at):
    protect(keeper, at)
    work.send_message(receipt_number=claim.receipt_number, actor=cast.clerk, key="e" * 32, body="府屋 232-1 に送ります", at=at)
    act(work.transfer_case, claim, cast.clerk, unit="hoken", reason="２３２ー１の方のため", at=at)
    reading = open_case(receipt_number=claim.receipt_number, actor=cast.elsewhere, route="office:case", at=at)
    assert [one.body for one in reading.page.messages] == [MASK]
    assert MASK in [one.text for one in reading.page.entries]
    assert claim.messages.get().body != MASK


@pytest.mark.parametrize("written", ["府屋232番1号です", "232番地の1", "二三二番一", "２３２の１", "232-1"])
def test_mask__knows_an_address_however_it_is_written(claim, cast, registered, keeper, at, written):
    protect(keeper, at)
    work.send_message(receipt_number=claim.receipt_number, actor=cast.clerk, key="e" * 32, body=f"{written}に送ります", at=at)
    reading = open_case(receipt_number=claim.receipt_number, actor=cast.clerk, route="office:case", at=at)
    assert [one.body for one in reading.page.messages] == [MASK]


def test_guard__travels_with_the_confirmation_and_says_nothing_else(claim, cast, registered, keeper, at):
    protect(keeper, at)
    assert not Guard.objects.exists()
    act(work.confirm_match, claim, cast.clerk, at=at, instance="partner", register_number=FATHER)
    deliver(at)
    assert not Guard.objects.exists()
    act(work.confirm_match, claim, cast.clerk, at=at, instance="me", register_number=MOTHER)
    assert Message.objects.get(topic="mailbox.guarded").payload == {"mailbox_key": claim.mailbox_key, "guarded": True, "told": 1}
    deliver(at)
    assert is_guarded(claim.mailbox_key)


def test_guard__is_not_for_who_filed_about_somebody_protected(claim, cast, registered, keeper, at):
    protect(keeper, at, number=CHILD)
    act(work.confirm_match, claim, cast.clerk, at=at, instance="newborn-1", register_number=CHILD)
    deliver(at)
    assert not is_guarded(claim.mailbox_key)


def test_guard__ends_when_two_people_have_ended_the_protection(claim, cast, registered, keeper, second, at):
    act(work.confirm_match, claim, cast.clerk, at=at, instance="me", register_number=MOTHER)
    row = protect(keeper, at)
    assert is_guarded(claim.mailbox_key)
    ask_to_end(key=row.key, reason=WHY, actor=keeper, units=UNITS, at=at)
    guard_and_remind({}, at=at)
    deliver(at)
    assert is_guarded(claim.mailbox_key)
    protection.after_change(end_protection(key=row.key, actor=second, units=UNITS, at=at), at=at)
    deliver(at)
    assert not is_guarded(claim.mailbox_key)


def test_reminder__comes_once_a_month_before_the_end_and_names_nobody(registered, keeper, second, at, settings):
    settings.PROTECTION_UNITS = UNITS
    from murakami.foundation.accounts.models import StaffProfile

    StaffProfile.objects.filter(account=second.account_id).update(email="second@example.jp")
    protect(keeper, at, until=date(2026, 12, 20))
    assert [remind_keepers(at=at), remind_keepers(at=at)] == [1, 0]
    assert [one.to for one in mail.outbox] == [["second@example.jp"]]
    assert "葛" not in mail.outbox[0].body + mail.outbox[0].subject


def test_statistics__do_not_say_from_which_district_somebody_protected_comes(claim, registered, keeper, at):
    from murakami.domain.cases.operations.counting import KIND, note_origins

    protect(keeper, at)
    keys = iter(f"{number:032x}" for number in range(900, 999))
    note_origins(district_of=lambda _code: "sanpoku", draw_key=lambda: next(keys), at=at + timedelta(days=1))
    told = [one.details for one in Event.objects.filter(kind=KIND)]
    assert told and {one["district"] for one in told} == {Origin("", "").district or None}


@pytest.mark.parametrize(("who", "expected"), [
    (STRANGER, set()), (Refused("葛城 健", date(1991, 5, 2)), {"from_refused"})])
def test_mark__of_a_procedure_that_tells_no_address_takes_away_the_alarm_about_protected_people_alone(
        who, expected, registered, claim, keeper, monkeypatch, at):
    protect(keeper, at, refused=(who,))
    version = replace(protection.get_version(claim.procedure, claim.version), tells_no_address=True)
    assert "about_protected" in protection.find_alarms(claim)
    monkeypatch.setattr(protection, "get_version", lambda *_: version)
    assert protection.find_alarms(claim) == expected
