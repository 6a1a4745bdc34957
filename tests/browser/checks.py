"""What must hold on every page, whatever it shows."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

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


def assert_accessible(page: Page) -> None:
    """Run axe on the page as it stands now; every violation is listed with its place and mend.

    The script is handed over by the browser's debugger, so the page keeps its strict content policy.
    """
    page.evaluate(_AXE)
    violations = page.evaluate(_RUN, _RULES)["violations"]
    assert [_told(violation) for violation in violations] == [], page.url


def assert_no_overflow(page: Page, *, width: int = 320) -> None:
    """Make the window `width` wide: the page must not scroll sideways (a table in its own region may)."""
    if page.viewport_size is None or page.viewport_size["width"] != width:
        page.set_viewport_size({"width": width, "height": 640})
    scroll, client = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert scroll <= client, page.evaluate(_WIDER_THAN_THE_WINDOW)


def assert_focus_visible(page: Page) -> None:
    """What has the focus must show the black outline of the design system."""
    style = page.evaluate(
        "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
        "(getComputedStyle(document.activeElement.closest('.choice') ?? document.activeElement))"
    )
    assert style == ["solid", "4px"], page.evaluate("document.activeElement.outerHTML.slice(0, 160)")


def _told(violation: dict[str, object]) -> str:
    nodes = violation["nodes"]
    assert isinstance(nodes, list)
    places = "; ".join(f"{node['target']}: {node['failureSummary']}" for node in nodes[:5])
    return f"{violation['id']} ({violation['impact']}): {places}"
