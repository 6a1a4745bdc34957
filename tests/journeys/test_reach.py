"""The same pages at 320 px, at 400 % zoom, and with a keyboard alone."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.chromium import Windows
from tests.journeys import finding, writing
from tests.journeys.family import Family, family_of
from tests.journeys.house import House
from tests.journeys.keyboard import fill_page, stops
from tests.journeys.signing_in import sign_in_as_staff
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.parametrize("house", ["all"], indirect=True)

ANSWERS = {"氏": "本間", "名": "ひかり", "氏（フリガナ）": "ほんま", "名（フリガナ）": "ひかり", "年": "1994", "月": "5", "日": "14",
           "女": "", "郵便番号": "9580837", "番地": "1番1号", "町名・大字": "三之町"}


def come_to_first_page(visitor: Visitor, family: Family) -> None:
    """Find, answer, choose, begin without signing in: what stands there is empty."""
    finding.find_life_event(visitor)
    finding.answer_guide(visitor, family)
    finding.read_result(visitor)
    finding.choose_the_four(visitor)
    visitor.follow("このまま書きはじめる")
    writing.say_who(visitor)
    visitor.is_on("お名前と住所")


def test_write__with_a_keyboard_alone_at_320_px(house: House, windows: Windows) -> None:
    visitor = Visitor(windows.open(width=320, height=640))
    page = visitor.page
    come_to_first_page(visitor, family_of(house.mother(rare=False), today=timezone.localdate()))
    controls = page.locator("main form :is(input:not([type=hidden]), select, textarea, button)").evaluate_all(
        "all => [...new Set(all.filter((one) => one.checkVisibility()).map((one) => one.name))]")
    prefecture = visitor.group("住所").get_by_label("都道府県")
    been = fill_page(page, {**ANSWERS, "電話番号※必須": writing.PHONE}, typed={
        "郵便番号": lambda: expect(prefecture).to_have_value("新潟県")})
    names = list(dict.fromkeys(stop.name for stop in been if stop.name))
    assert names == [name for name in controls if name in names]
    assert {"me.name.family", "me.born_on.day", "me.sex.value", "me.residence.block", "me.phone.value"} <= set(names)
    visitor.is_on("ご家族のお名前など")


def test_read__at_400_percent(house: House, windows: Windows) -> None:
    """A window of 1280 × 1024 at 400 %: 320 × 256 points, four times as dense."""
    visitor = Visitor(windows.open(width=320, height=256, device_scale_factor=4))
    come_to_first_page(visitor, family_of(house.mother(rare=False), today=timezone.localdate()))
    visitor.press(writing.NEXT)
    expect(visitor.page.locator(".errors")).to_be_focused()
    expect(visitor.page.locator(".errors")).to_contain_text("電話番号")


def test_work__with_a_keyboard_alone(house: House, windows: Windows) -> None:
    """From the list into a case and through it: what stays at the bottom of the window never lies over the focus."""
    clerk = Visitor(windows.open(width=1180, height=700))
    sign_in_as_staff(clerk, house, "kodomo-clerk")
    clerk.page.goto(clerk.page.url.partition("?")[0] + "?pile=unit&state=under_review")  # one with everything to do
    clerk.page.keyboard.press("j")
    with clerk.page.expect_navigation():
        clerk.page.keyboard.press("Enter")
    clerk.look()
    been = list(stops(clerk.page))
    assert len(been) >= 15
    assert "本文へ進む" in been[0].label
