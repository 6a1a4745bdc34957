"""What must hold on every page, whatever it shows."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Error, Page

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# where JavaScript is off no timer rings, and axe waits for one before each rule: there each rule follows at once
_RUN = """rules => {
  const still = matchMedia('(scripting: none)').matches;
  if (still) window.setTimeout = (act, _wait, ...rest) => { Promise.resolve().then(() => act(...rest)); return 0; };
  return axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'], preload: !still});
}"""
_WIDER_THAN_THE_WINDOW = """() => {
  const limit = document.documentElement.clientWidth + 1;
  const inside = (element) => {
    for (let parent = element.parentElement; parent; parent = parent.parentElement)
      if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(parent).overflowX)) return true;
    return false;
  };
  return [...document.body.querySelectorAll('*')]
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return Math.max(right, left + element.scrollWidth) > limit && !inside(element);
    })
    .map((element) => element.outerHTML.slice(0, 160));
}"""


_TIMES = 5


def ask(page: Page, script: str, *given: object) -> Any:
    """Run a script on the page that stands at last.

    A press can return while the next page is being put in the place of the old one: a script that runs then finds no
    document, or loses it. Such a script asks the next page again once that has loaded.
    """
    for _ in range(_TIMES - 1):
        page.wait_for_load_state()
        try:
            return page.evaluate(script, *given)
        except Error as error:
            if not _was_exchanged(error):
                raise
    page.wait_for_load_state()
    return page.evaluate(script, *given)


def _was_exchanged(error: Error) -> bool:
    return "Execution context was destroyed" in str(error) or "Cannot read properties of null" in str(error)


def assert_accessible(page: Page) -> None:
    """Run axe on the page as it stands now; every violation is listed with its place and mend.

    The script is handed over by the browser's debugger, so the page keeps its strict content policy.
    """
    violations = ask(page, f"async (rules) => {{ {_AXE}; return await ({_RUN})(rules); }}", _RULES)["violations"]
    assert [_told(violation) for violation in violations] == [], page.url


def assert_no_overflow(page: Page, *, width: int = 320) -> None:
    """Make the window `width` wide: the page must not scroll sideways (a table in its own region may)."""
    if page.viewport_size is None or page.viewport_size["width"] != width:
        page.set_viewport_size({"width": width, "height": 640})
    scroll, client = ask(page, "[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert scroll <= client, ask(page, _WIDER_THAN_THE_WINDOW)


def assert_focus_visible(page: Page) -> None:
    """What has the focus must show the black outline of the design system."""
    style = ask(
        page,
        "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
        "(getComputedStyle(document.activeElement.closest('.choice') ?? document.activeElement))",
    )
    assert style == ["solid", "4px"], ask(page, "document.activeElement.outerHTML.slice(0, 160)")


def _told(violation: dict[str, object]) -> str:
    nodes = violation["nodes"]
    assert isinstance(nodes, list)
    places = "; ".join(f"{node['target']}: {node['failureSummary']}" for node in nodes[:5])
    return f"{violation['id']} ({violation['impact']}): {places}"
