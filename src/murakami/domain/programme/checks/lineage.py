"""Checks what leads from one edition to the next."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from murakami.domain.programme.formats.editions import EditionFile
from murakami.domain.programme.formats.lineage import LineageFile, LineageStep
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import Entry, Place

_MANY: Final = 2
# how many initiatives a kind leads from and to
_COUNTS: Final[Mapping[str, tuple[str, str]]] = {
    "kept": ("one", "one"), "renamed": ("one", "one"), "moved": ("one", "one"), "merged": ("several", "one"),
    "split": ("one", "several"), "added": ("none", "one"), "withdrawn": ("one", "none"),
}
_WORDS: Final = {"none": ("なし", "none"), "one": ("一つ", "one"), "several": ("二つ以上", "two or more")}


def lineage_problems(lineages: Sequence[Entry[LineageFile]], editions: Sequence[Entry[EditionFile]]) -> Iterator[Problem]:
    """Find steps that do not fit, initiatives of which nothing is said, and editions to which nothing leads."""
    known = {entry.model.edition: entry.model for entry in editions}
    for entry in lineages:
        yield from _edition_problems(entry, known)
        for index, step in enumerate(entry.model.steps):
            yield from _step_problems(entry, step, index, known)
        yield from _silence(entry, known)
    led = {(entry.model.before, entry.model.after) for entry in lineages}
    for edition in editions:
        base = edition.model.based_on
        if base in known and (base, edition.model.edition) not in led:
            yield edition.place.problem(
                Said(f"{base} から {edition.model.edition} への対応（lineage）がありません。",
                     f"There is no lineage from {base} to {edition.model.edition}."),
                Said("lineage の文書を書いてください。", "Write a lineage document."), "based_on")


def _edition_problems(entry: Entry[LineageFile], known: Mapping[str, EditionFile]) -> Iterator[Problem]:
    for key, code in (("from", entry.model.before), ("to", entry.model.after)):
        if code not in known:
            problem = Said(f"「{code}」という版はありません。", f"There is no edition {code!r}.")
            yield entry.place.problem(problem, mend_word(code, known), key)
    after = known.get(entry.model.after)
    if after is not None and after.based_on != entry.model.before:
        yield entry.place.problem(
            Said(f"{entry.model.after} のもとの版は {after.based_on} です。",
                 f"{entry.model.after} is based on {after.based_on}."),
            Said("from をもとの版にするか、based_on を直してください。", "Make from that edition, or correct based_on."), "from")


def _step_problems(
    entry: Entry[LineageFile], step: LineageStep, index: int, known: Mapping[str, EditionFile]
) -> Iterator[Problem]:
    place = entry.place.inside("steps", index)
    sides = (("from", step.before, known.get(entry.model.before)), ("to", step.after, known.get(entry.model.after)))
    for (key, codes, edition), wanted in zip(sides, _COUNTS[step.kind], strict=True):
        if _count_word(codes) != wanted:
            yield _wrong_count(place, step.kind, key, wanted)
        yield from _unknown(place, key, codes, edition)


def _unknown(place: Place, key: str, codes: Sequence[str], edition: EditionFile | None) -> Iterator[Problem]:
    initiatives = [one.code for one in edition.initiatives] if edition else codes
    for position, code in enumerate(codes):
        if edition and code not in initiatives:
            problem = Said(f"「{code}」という取組は、{edition.edition} にありません。",
                           f"Edition {edition.edition} has no initiative {code!r}.")
            yield place.problem(problem, mend_word(code, initiatives), key, position)


def _count_word(codes: Sequence[str]) -> str:
    return "none" if not codes else "one" if len(codes) < _MANY else "several"


def _wrong_count(place: Place, kind: str, key: str, wanted: str) -> Problem:
    ja, en = _WORDS[wanted]
    return place.problem(
        Said(f"{kind} の {key} の数が合いません。", f"The number of initiatives in {key} does not fit {kind}."),
        Said(f"{key} を「{ja}」にするか、kind を直してください。", f"Write {en} in {key}, or correct kind."), key)


def _silence(entry: Entry[LineageFile], known: Mapping[str, EditionFile]) -> Iterator[Problem]:
    sides = (("from", known.get(entry.model.before), {code for step in entry.model.steps for code in step.before}),
             ("to", known.get(entry.model.after), {code for step in entry.model.steps for code in step.after}))
    for key, edition, told in sides:
        if edition is None:
            continue
        for one in edition.initiatives:
            if one.code not in told:
                yield entry.place.problem(
                    Said(f"{edition.edition} の取組 {one.code}「{one.title}」がどうなったか、書かれていません。",
                         f"Nothing says what became of {one.code} of edition {edition.edition}."),
                    Said(f"その取組を {key} に挙げた行を足してください。", f"Add a step that names it in {key}."), "steps")
