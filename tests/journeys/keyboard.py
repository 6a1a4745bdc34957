"""Somebody with nothing but a keyboard: Tab, Space, Enter, and letters where letters are asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.checks import assert_focus_visible

_MOST_STOPS = 120
_WHERE = """() => {
  const at = document.activeElement;
  const text = (element) => element ? element.innerText.trim().split("\\n")[0] : "";
  const label = at.labels?.length ? text(at.labels[0]) : at.innerText.trim();
  const { left, top, width, height } = at.getBoundingClientRect();
  const over = document.elementFromPoint(left + Math.min(width, innerWidth - left) / 2, top + height / 2);
  return {
    kind: at.type ?? at.localName, name: at.name ?? "", label, question: text(at.closest("fieldset")?.querySelector("legend")),
    value: at.value ?? "",
    covered: !over || !(at.contains(over) || over.contains(at) || [...(at.labels ?? [])].some((one) => one.contains(over))),
  };
}"""


@dataclass(frozen=True)
class Stop:
    """Where the focus is: the kind of control, its label, the question it belongs to."""

    kind: str
    name: str
    label: str
    question: str
    value: str
    covered: bool

    @property
    def is_choice(self) -> bool:
        return self.kind in {"radio", "checkbox"}


def stops(page: Page) -> Iterator[Stop]:
    """Press Tab until the page ends; everywhere the focus must be seen, and nothing may lie over it."""
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        stop = Stop(**page.evaluate(_WHERE))
        if stop.kind == "body":
            return
        assert_focus_visible(page)
        assert not stop.covered, stop
        yield stop


def fill_page(page: Page, answers: Mapping[str, str], *, typed: Mapping[str, Callable[[], None]]) -> list[Stop]:
    """Walk through a page up to its first button and press it; returns where the focus has been.

    `answers` are by label: letters for inputs, nothing (Space) for choices; what is filled already is left as it is.
    `typed` waits for what an answer brings about.
    """
    been: list[Stop] = []
    for stop in stops(page):
        been.append(stop)
        if stop.kind == "submit" and not stop.name:
            page.keyboard.press("Enter")
            return been
        if stop.label in answers and (stop.is_choice or not stop.value):
            page.keyboard.type(answers[stop.label] or " ")
            typed.get(stop.label, lambda: None)()
    raise AssertionError("no button was reached")
