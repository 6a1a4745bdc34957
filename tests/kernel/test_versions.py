"""Releases compare by number, and what comes before a release is smaller than it."""

import pytest

from murakami.kernel.versions import NotAVersion, read_version


@pytest.mark.parametrize(("earlier", "later"), [
    ("0.1.0", "0.2.0"), ("0.9.0", "0.10.0"), ("0.10.9", "1.0.0"), ("0.2.0.dev0", "0.2.0"), ("0.2.0-rc1", "0.2.0"),
])
def test_read_version__compares_by_number(earlier: str, later: str) -> None:
    assert read_version(earlier) < read_version(later)


@pytest.mark.parametrize("text", ["", "1", "1.2", "v1.2.3", "1.2.3.4", "1.2.x"])
def test_read_version__refuses_what_is_none(text: str) -> None:
    with pytest.raises(NotAVersion):
        read_version(text)
