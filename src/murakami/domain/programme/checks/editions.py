"""Checks an edition in itself: its codes, its groups, what it is based on."""

from collections.abc import Iterable, Iterator, Mapping

from murakami.domain.programme.formats.editions import EditionFile
from murakami.domain.programme.rules.lineage import edition_key
from murakami.foundation.packs.problems import Path, Problem, Said, mend_word
from murakami.foundation.packs.sources import Entry, Place


def edition_problems(entry: Entry[EditionFile], known: Mapping[str, EditionFile]) -> Iterator[Problem]:
    """Find codes that stand twice, groups that do not exist, a missing edition before this one, a period that ends first."""
    edition, place = entry.model, entry.place
    for names in _names(edition):
        yield from _twice(names, place)
    yield from _group_problems(edition, place)
    yield from _base_problems(edition, place, known)
    if edition.period.until < edition.period.start:
        yield place.problem(
            Said("期間の終わりが、はじめより前です。", "The period ends before it begins."),
            Said("from と until を入れ替えてください。", "Exchange from and until."), "period", "until")


def group_codes(edition: EditionFile) -> tuple[tuple[str, Path], ...]:
    """List where initiatives may stand: in groups, and in pillars that have none."""
    places: list[tuple[str, Path]] = []
    for index, pillar in enumerate(edition.pillars):
        inside = [(group.code, ("pillars", index, "groups", inner)) for inner, group in enumerate(pillar.groups)]
        places += inside or [(pillar.code, ("pillars", index))]
    return tuple(places)


def _names(edition: EditionFile) -> Iterator[list[tuple[str, Path]]]:
    yield [(one.code, ("initiatives", index, "code")) for index, one in enumerate(edition.initiatives)]
    yield [(one.id, ("texts", index, "id")) for index, one in enumerate(edition.texts)]
    yield [(one.term, ("glossary", index, "term")) for index, one in enumerate(edition.glossary)]
    yield [(one.code, ("principles", index, "code")) for index, one in enumerate(edition.principles)]
    yield [(str(one.number), ("articles", index, "number")) for index, one in enumerate(edition.articles)]
    yield [(one.code, ("organisation", index, "code")) for index, one in enumerate(edition.organisation)]
    yield [(one.figure, ("schedules", index, "figure")) for index, one in enumerate(edition.schedules)]
    yield [*((pillar.code, ("pillars", index, "code")) for index, pillar in enumerate(edition.pillars)),
           *((code, (*path, "code")) for code, path in group_codes(edition) if "groups" in path)]
    yield [(f"{one.group} {one.number}", ("initiatives", index, "number")) for index, one in enumerate(edition.initiatives)]


def _twice(names: Iterable[tuple[str, Path]], place: Place) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, path in names:
        if name in seen:
            yield place.problem(
                Said(f"「{name}」が二度書かれています。", f"{name!r} is written twice."),
                Said("番号を直すか、片方を消してください。", "Correct the code, or delete one."), *path)
        seen.add(name)


def _group_problems(edition: EditionFile, place: Place) -> Iterator[Problem]:
    groups = [code for code, _ in group_codes(edition)]
    for index, one in enumerate(edition.initiatives):
        if one.group not in groups:
            yield place.problem(
                Said(f"取組 {one.code} の見出し「{one.group}」がありません。",
                     f"There is no group {one.group!r} for initiative {one.code}."),
                mend_word(one.group, groups), "initiatives", index, "group")


def _base_problems(edition: EditionFile, place: Place, known: Mapping[str, EditionFile]) -> Iterator[Problem]:
    base = edition.based_on
    if base is None:
        return
    if base not in known:
        yield place.problem(Said(f"もとの版「{base}」がありません。", f"There is no edition {base!r} to be based on."),
                            mend_word(base, set(known) - {edition.edition}), "based_on")
    elif edition_key(base) >= edition_key(edition.edition):
        yield place.problem(
            Said(f"もとの版 {base} が、この版 {edition.edition} より前ではありません。",
                 f"The edition {base} it is based on is not before {edition.edition}."),
            Said("前の版の番号を書いてください。", "Name an earlier edition."), "based_on")
