"""What must hold on paper: nothing is cut off, nothing is left that one can only press, every sheet has words."""

import io
import unicodedata

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.checks import ask

_SHEET = {"width": 673, "height": 986}  # A4 less the margins of print.css (16 and 18 mm), in CSS pixels
_PRESSED = "nav, .skip, .back, .button, .actions, .tabs, .no-print"
_CUT_OFF = """() => {
  const limit = document.documentElement.clientWidth + 1;
  const read = (element) => element.textContent.trim() && !element.closest('svg, .hidden') && element.getClientRects().length;
  const cut = (element) => element.getBoundingClientRect().right > limit
    || (getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1);
  return [...document.body.querySelectorAll('*')].filter((one) => read(one) && cut(one)).map((one) => one.outerHTML.slice(0, 160));
}"""


def assert_prints(page: Page, *words: str) -> None:
    """Print the page on A4: it says `words`, whole; what leads elsewhere stays on the screen."""
    size = page.viewport_size
    page.emulate_media(media="print")
    page.set_viewport_size(_SHEET)
    assert ask(page, _CUT_OFF) == [], page.url
    for one in page.locator(_PRESSED).all():
        expect(one).not_to_be_visible()
    sheets = _read(page.pdf(prefer_css_page_size=True))
    assert all(sheets), page.url
    for one in words:
        assert _plain(one) in "".join(sheets), (page.url, one)
    page.emulate_media(media="screen")
    if size:
        page.set_viewport_size(size)


def _read(pdf: bytes) -> list[str]:
    return [_plain(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(pdf)).pages]


def _plain(text: str) -> str:
    """A line on paper ends where it must, and a font may name a character by its compatible twin."""
    return "".join(unicodedata.normalize("NFKC", text).split())
