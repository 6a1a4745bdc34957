"""What the small scripts add: one submission, town by postal code, word about a file, keys in a list."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect

GALLERY = "/-/components"
OFFICE = f"{GALLERY}?frame=office"
FUYA = {"towns": [{"prefecture": "新潟県", "city": "村上市", "town": "府屋"}]}


def _answer_postal(page: Page, answer: dict[str, Any]) -> list[str]:
    asked: list[str] = []

    def answer_one(route: Route) -> None:
        asked.append(route.request.url.partition("?")[2])
        route.fulfill(json=answer)

    page.route("**/-/postal?**", answer_one)
    return asked


COUNT_SENT = """() => {
  window.sent = 0;
  window.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) window.sent += 1;
    event.preventDefault();
  });
}"""


def test_submit_once__sends_a_form_once(page: Page) -> None:
    page.goto(f"{GALLERY}?page=confirm")
    page.evaluate(COUNT_SENT)
    button = page.get_by_role("button", name="取り下げる")
    button.click()
    expect(button).to_have_attribute("aria-disabled", "true")
    button.press("Enter")
    button.press(" ")
    assert page.evaluate("window.sent") == 1


def test_submit_once__lets_go_when_the_page_is_shown_again(page: Page) -> None:
    page.goto(f"{GALLERY}?page=confirm")
    page.evaluate(COUNT_SENT)
    button = page.get_by_role("button", name="取り下げる")
    button.click()
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    button.click()
    assert page.evaluate("window.sent") == 2


def test_postal__fills_the_town(page: Page) -> None:
    asked = _answer_postal(page, FUYA)
    page.goto(GALLERY)
    for part in ("prefecture", "city", "town"):
        page.locator(f"[id='applicant.residence.{part}']").fill("")
    page.locator("[id='applicant.residence.postal_code']").fill("９５９－３９０７")
    expect(page.locator("[id='applicant.residence.town']")).to_have_value("府屋")
    expect(page.locator("[id='applicant.residence.city']")).to_have_value("村上市")
    expect(page.locator("[data-postal-status]")).to_have_text("新潟県村上市府屋")
    assert asked == ["postal_code=9593907"]


def test_postal__leaves_the_town_open_when_a_code_has_several(page: Page) -> None:
    towns = [{**FUYA["towns"][0], "town": town} for town in ("岩石", "岩船")]
    _answer_postal(page, {"towns": towns})
    page.goto(GALLERY)
    page.locator("[id='applicant.residence.town']").fill("岩")
    page.locator("[id='applicant.residence.postal_code']").fill("9580000")
    expect(page.locator("[data-postal-status]")).to_have_text("新潟県村上市岩石、新潟県村上市岩船")
    expect(page.locator("[id='applicant.residence.town']")).to_have_value("岩")


def test_postal__shows_towns_as_text(page: Page) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    _answer_postal(page, {"towns": [{**FUYA["towns"][0], "town": hostile}]})
    page.goto(GALLERY)
    page.locator("[id='applicant.residence.postal_code']").fill("9580001")
    expect(page.locator("[data-postal-status]")).to_contain_text(hostile)
    assert page.locator("[data-postal-status] img").count() == 0


def test_file_check__draws_a_picture_and_names_a_file_that_is_too_big(page: Page) -> None:
    picture = BytesIO()
    Image.new("RGB", (800, 400), "teal").save(picture, "PNG")
    page.goto(GALLERY)
    chooser = page.locator("[id='attachment.bankbook.value']")
    status = page.locator("[data-file-check]").first.locator("[data-file-status]")
    files: list[FilePayload] = [
        {"name": "<b>通帳</b>.png", "mimeType": "image/png", "buffer": picture.getvalue()},
        {"name": "大きい.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7" + b"0" * 10_000_001},
    ]
    chooser.set_input_files(files)
    expect(status.locator("canvas")).to_have_attribute("aria-label", "<b>通帳</b>.png")
    assert status.locator("canvas").evaluate("canvas => [canvas.width, canvas.height]") == [240, 120]
    expect(status).to_contain_text("＊このファイルは大きすぎます。")
    assert status.locator("b").count() == 0


def test_list_keys__move_and_open(page: Page) -> None:
    page.goto(OFFICE)
    page.locator("body").press("j")
    expect(page.get_by_role("link", name="MK-2611-04827-3")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="MK-2611-04831-8")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**#case")


def test_list_keys__leave_typing_alone_and_can_be_switched_off(page: Page) -> None:
    page.goto(OFFICE)
    words = page.get_by_label("ことば・番号")
    words.press("j")
    expect(words).to_have_value("j")
    page.get_by_role("button", name="キー操作を止める").click()
    page.reload()
    page.locator("body").press("j")
    assert page.evaluate("document.activeElement.matches('a[data-row]')") is False
    expect(page.get_by_role("button", name="キー操作を使う")).to_be_visible()


@pytest.mark.parametrize("address", [GALLERY, OFFICE])
def test_show_components__keeps_every_control_without_javascript(page_without_js: Page, address: str) -> None:
    page_without_js.goto(address)
    hidden = page_without_js.locator("main :is(input:not([type=hidden]), select, textarea, button, a)").filter(
        visible=False
    )
    assert hidden.count() == 0
