"""Where a sign-in may lead back to."""

import pytest

from murakami.foundation.accounts.return_paths import own_path


@pytest.mark.parametrize("path", [
    "/", "/guide/birth", "/intake/abc/children?page=2", "/search?q=%E5%85%90%E7%AB%A5", "/search?q=児童手当", "/a#b",
])
def test_keep_own_path__returns_it(path: str) -> None:
    assert own_path(path, otherwise="/mine") == path


@pytest.mark.parametrize("path", [
    "", "guide", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)",
    "/\t/evil.example", "/\n/evil.example", " /guide", "/gu ide", "/a\\b", "/x\x00", "/\u202egpj", "/\u2028x",
    "/search/?q=123456789018", "/search/?q=1234%2D5678%E3%80%809018",
    "/" + "a" * 2001, "///evil.example", "http:/evil", "/%0a\r\nSet-Cookie: a=b",
])
def test_refuse_foreign_path__falls_back(path: str) -> None:
    assert own_path(path, otherwise="/mine") == "/mine"
