"""What holds of every template: nothing inline, no leaking variables, no undrawn icon, every component shown."""

import re
from pathlib import Path

import pytest
from django.test import Client

import murakami.interfaces.components as components

ROOM = Path(components.__file__).parent
INTERFACES = ROOM.parent
TEMPLATES = sorted(INTERFACES.rglob("templates/**/*.html"))
COTTON = sorted((ROOM / "templates" / "cotton").glob("*.html"))
EVERYWHERE = frozenset(
    {"slot", "request", "True", "False", "None", "forloop", "csrf_token", "not", "and", "or", "in", "is"}
)
_TAG = re.compile(r"\{%\s*(\w+)\s*(.*?)\s*%\}|\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_QUOTED = re.compile(r"""'[^']*'|"[^"]*\"""")
_NAME = re.compile(r"(?<![\w.|:])([a-z_]\w*)")


def _name(path: Path) -> str:
    return path.relative_to(INTERFACES).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_template__has_nothing_inline(path: Path) -> None:
    html = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_template__prints_no_raw_attributes_and_nothing_marked_safe(path: Path) -> None:
    assert not re.search(r"\{\{\s*attrs|\|\s*safe\b|autoescape", path.read_text("utf-8"))


@pytest.mark.parametrize("path", COTTON, ids=_name)
def test_component__declares_every_variable_with_a_default(path: Path) -> None:
    html = path.read_text("utf-8")
    declared = {name.replace("-", "_") for name in re.findall(r'\s:?([\w-]+)="', _vars(html))}
    assert _used(html) <= declared | EVERYWHERE


@pytest.mark.parametrize("path", COTTON, ids=_name)
def test_component__is_shown_on_the_page_of_components(path: Path) -> None:
    shown = "".join(page.read_text("utf-8") for folder in ("components", "layouts") for page in _pages(folder))
    assert f"<c-{path.stem.replace('_', '-')}" in shown


def test_components__are_few() -> None:
    assert len(COTTON) <= 30


@pytest.mark.parametrize("address", ["/-/components", "/-/components?frame=office", "/-/components?page=confirm"])
def test_show_components__answers_without_sql_and_without_leftovers(client: Client, address: str) -> None:
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 200
    assert "<c-" not in html
    assert "{{" not in html and "{%" not in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


def _pages(folder: str) -> list[Path]:
    return sorted((ROOM / "templates" / folder).rglob("*.html"))


def _vars(html: str) -> str:
    found = re.search(r"<c-vars(.*?)/>", html, re.DOTALL)
    return found[1] if found else ""


def _used(html: str) -> set[str]:
    html = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", html, flags=re.DOTALL)
    used: set[str] = set()
    local: set[str] = set()
    for tag, arguments, printed in _TAG.findall(html):
        words = _NAME.findall(_QUOTED.sub("''", printed or arguments))
        if tag in {"load", "include", "translate", "endif", "endfor", "else"}:
            continue
        if tag == "for":
            local.add(words[0])
        elif tag == "with" or tag == "blocktranslate":
            local.update(re.findall(r"(\w+)=", arguments))
        elif "as" in words:
            local.add(words[words.index("as") + 1])
        used.update(word for word in words if word not in {"as", "count"})
    tags = {"icon", "percent", "largest", "step_marks", "next_text_size", "get_current_language", "url"}
    return used - local - tags
