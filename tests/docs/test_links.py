"""Documents that lead nowhere help nobody: every link and every picture of ours exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)]*)?\)")


def links_of(document: Path) -> Iterator[Path]:
    prose = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in LINK.findall(prose):
        yield (document.parent / target).resolve()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links__lead_somewhere(document: Path) -> None:
    assert [target for target in links_of(document) if not target.exists()] == []


def test_readme__leads_to_the_guides() -> None:
    assert {path.name for path in links_of(ROOT / "README.md")} >= {"pack-author.md", "clerk.md", "operator.md"}
