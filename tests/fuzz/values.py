"""What a hostile browser types, chooses and hands in, drawn from a seeded source."""

import random
from collections.abc import Callable
from functools import cache
from itertools import count
from typing import Final

from murakami.kernel.individual_number import check_digit_of
from tests.corpus import archives, images, office, pdfs

ECHO: Final = '"><svg/onload=zq7>\'<script>zq7</script>'
"""If a page holds the half of this that begins a tag, it has let it through."""
TAGS: Final = (b"<svg/onload=zq7", b"<script>zq7")
_TEXTS: Final = (
    "", " ", "\u3000", "\x00", "葛城\x00", "\ud800", "葛\udfff城", "\r\n\r\n", "\t", "葛\U000e0100城", "𠮷野家𩸽", "👨‍👩‍👧‍👦🍼", "\u202egnp.exe",
    "\ufeff", "\u2028", "ﾊﾝｶｸｶﾅ", "ＡＢＣ１２３", "e\u0301" * 9, ECHO, f"文{ECHO}", "{{7*7}}{% now %}", "%s%n%(a)s", "'; DROP TABLE x; --", "../../etc/passwd",
    "=1+1", "javascript:alert(1)", "//evil.example/", "\\\\evil.example", "true", "null", "None", "[]", "{}", "NaN", "inf", "一二三", "①②③")
_NUMBERS: Final = ("0", "-1", "1", "+1", "00", "1.5", "1e309", "9" * 19, "9" * 400, "2147483648", "9223372036854775808", "-9223372036854775809", "１２", "٣", "²", "0x10",
                   "1_000", "1,000", "½", "−5")
_DAYS: Final = ("0", "13", "31", "32", "29", "2", "2023", "1868", "1", "9999", "10000", "-2026", "R8", "令和8", "平成31", "令和元", "明治45", "昭和64", "R0", "大化1")
_ODD_NAMES: Final = ("通帳.png", "", "..", "../../x.png", "a" * 300 + ".pdf", "葛\x00城.pdf", "請求書.pdf.exe", "\u202egnp.exe", "CON", "a\r\nb.png", f"{ECHO}.png")


class Values:
    """Draws values; the same seed draws the same."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def text(self) -> str:
        """Draw a text for any field."""
        kinds: tuple[Callable[[], str], ...] = (
            lambda: self.rng.choice(_TEXTS), lambda: self.rng.choice(_TEXTS), lambda: self.rng.choice(_NUMBERS), lambda: self.rng.choice(_DAYS), self._long, self._any,
            self.individual_number, lambda: str(self.rng.randint(-3, 60)))
        return self.rng.choice(kinds)()

    def individual_number(self) -> str:
        """Draw a 個人番号 with the right check digit, in one of the ways in which people write it."""
        return self.rng.choice(WAYS)(self.digits())

    def digits(self) -> str:
        """Draw twelve digits of which the last one is right."""
        body = "".join(self.rng.choices("0123456789", k=11))
        return f"{body}{check_digit_of(body)}"

    def file(self) -> tuple[str, bytes]:
        """Draw a name and a content, harmless or from the hostile corpus."""
        name, data = self.rng.choice(files())
        return (self.rng.choice(_ODD_NAMES) if self.rng.random() < 0.3 else name), data

    def _long(self) -> str:
        sign = self.rng.choice(("9", "葛", "\u0301", " ", "\n", "🍼", "<", "a."))
        return sign * self.rng.choice((256, 4_001, 20_000))

    def _any(self) -> str:
        return "".join(chr(self.rng.choice((self.rng.randrange(0x20, 0x3000), self.rng.randrange(0x110000)))) for _ in range(self.rng.randrange(1, 40)))


def _wide(digits: str) -> str:
    return digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def _kanji(digits: str) -> str:
    return digits.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


def _in_fours(digits: str, between: str) -> str:
    return between.join((digits[:4], digits[4:8], digits[8:]))


WAYS: Final[tuple[Callable[[str], str], ...]] = (
    str, _wide, _kanji, lambda number: _in_fours(number, " "), lambda number: _in_fours(number, "-"), lambda number: _in_fours(number, "ー"),
    lambda number: _in_fours(_wide(number), "\u3000"), lambda number: number[:6] + _wide(number[6:]), lambda number: f"番号は{number}です",
    lambda number: f"カ{number}ナ", " ".join, lambda number: _in_fours(number, "\n"), lambda number: f"{_in_fours(number, '・')}、よろしく")
"""How people write twelve digits: in every width, parted, in prose, among kana."""


@cache
def files() -> tuple[tuple[str, bytes], ...]:
    """Every file of the corpus, what is harmless beside it, and what is no file at all."""
    planted = [(one.name, one.data) for one in (*images.planted(), *pdfs.planted(), *office.planted())]
    archived = [(f"{n}.zip", data) for n, (data, _code) in zip(count(), archives.REFUSED.values(), strict=False) if len(data) < 200_000]
    return (*planted, *archived, ("bomb.png", images.bomb(60_000, 60_000)), ("写真.jpg", images.saved("JPEG")), ("空.png", b""), ("a.txt", b"\xff\xfe\x00"),
            ("a.pdf", b"%PDF-1.7\n" + b"x" * 500), ("a.exe", b"MZ" + bytes(100)), ("a.html", ECHO.encode()))
