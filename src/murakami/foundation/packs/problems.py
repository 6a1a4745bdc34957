"""What is wrong in a pack, where, and how to mend it: in Japanese, with English beside."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence in the two languages that pack authors read."""

    ja: str
    en: str


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A reason why a pack cannot be loaded.

    `line` counts from 1 (0: the file as a whole); `key` is the place inside the file, `asks[0].facts[2]`.
    """

    file: str
    line: int
    key: str
    problem: str
    mend: str
    problem_en: str
    mend_en: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return (
            f"{place}  {self.key}".rstrip()
            + f"\n  {self.problem}\n  → {self.mend}\n  {self.problem_en} → {self.mend_en}"
        )


def key_text(path: Path) -> str:
    """Write a place inside a file as people read it: `asks[0].facts[2]`."""
    written = ""
    for step in path:
        if isinstance(step, int) or "." in step:
            written += f"[{step}]"
        else:
            written += f".{step}" if written else step
    return written


def closest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that somebody who wrote `word` most likely meant; None when nothing is near."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return near[0] if near else None


def mend_word(word: str, known: Iterable[str]) -> Said:
    """Say which of the known words to write instead."""
    words = sorted(set(known))
    near = closest(word, words)
    if near is not None:
        return Said(f"「{near}」ではありませんか。そう書き直してください。", f"Did you mean {near!r}? Write that.")
    if not words:
        return Said("先にそれを定義してください。", "Define it first.")
    listed = "、".join(words[:12]) + ("、…" if len(words) > 12 else "")
    return Said(f"次のどれかを書いてください：{listed}", f"Write one of: {', '.join(words[:12])}")
