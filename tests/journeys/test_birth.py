"""A birth, end to end, as `make demo` serves it: found, filed in one conversation, corrected, decided, answered.

Acceptance 1: at 360 px, with and without JavaScript, in one process and in two zones; axe looks at every page.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.chromium import Windows
from tests.journeys import filing, finding, mailbox, office, writing
from tests.journeys.family import Family, family_of
from tests.journeys.house import House
from tests.journeys.signing_in import sign_in_as_staff, sign_in_with_card
from tests.journeys.visitor import Visitor

FEWEST_PAGES = 60


def phone(windows: Windows, *, js: bool) -> Page:
    return windows.open(width=360, height=740, has_touch=True, js=js)


def desk(windows: Windows, *, js: bool) -> Page:
    return windows.open(width=1180, height=900, js=js)


@pytest.mark.parametrize("js", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_birth__is_filed_corrected_decided_and_answered(house: House, windows: Windows, js: bool) -> None:
    """One mother, two devices, one clerk, one head."""
    family = family_of(house.mother(rare=js), today=timezone.localdate())
    mother = Visitor(phone(windows, js=js))
    begin(mother, family)
    other_device = Visitor(phone(windows, js=js))
    claim, *_ = finish(other_device, family)

    clerk = Visitor(desk(windows, js=js))
    sign_in_as_staff(clerk, house, "kodomo-clerk")
    office.open_case(clerk, claim)
    office.start(clerk, family)
    office.ask_for_two_corrections(clerk, timezone.localdate() + timedelta(days=14))

    mailbox.hear_of_correction(other_device)
    mailbox.answer_correction(other_device)
    office.see_what_changed(clerk, before=mailbox.BEFORE, after=mailbox.AFTER)
    office.propose(clerk)

    head = Visitor(desk(windows, js=js))
    sign_in_as_staff(head, house, "kodomo-unit-head")
    office.open_case(head, claim)
    office.approve(head, family)

    mailbox.open_filing(other_device, claim)
    mailbox.read_letter(other_device, family)
    assert len(mother.seen + other_device.seen + clerk.seen + head.seen) >= FEWEST_PAGES


def begin(mother: Visitor, family: Family) -> None:
    """From the first page to the middle of the interview, where it is left."""
    finding.find_life_event(mother)
    assert finding.answer_guide(mother, family) <= finding.MOST_QUESTIONS
    finding.read_result(mother)
    finding.choose_the_four(mother)
    mother.follow("サインインして書く")
    sign_in_with_card(mother, family.me.shown)
    writing.say_who(mother)
    writing.write_about_me(mother, family)
    writing.write_about_partner(mother, family)
    writing.write_about_newborn(mother, family)
    writing.write_an_impossible_day(mother, family)
    writing.leave_at_family(mother)


def finish(mother: Visitor, family: Family) -> tuple[str, ...]:
    """On another device, from my page to the receipt; returns the receipt numbers."""
    mother.open("/my/")
    sign_in_with_card(mother, family.me.shown)
    writing.go_on_elsewhere(mother)
    writing.write_about_family_and_work(mother)
    writing.write_about_care(mother, family)
    writing.write_about_account(mother)
    writing.attach(mother)
    filing.add_and_drop_one(mother)
    filing.review(mother, family)
    numbers = filing.file(mother)
    filing.keep_receipt(mother, numbers)
    return numbers
