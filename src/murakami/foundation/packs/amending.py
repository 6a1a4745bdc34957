"""A later pack amends what an earlier one wrote: `amends: child-allowance-claim` and only the keys that change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from murakami.foundation.packs.problems import Path, Problem, Said, mend_word
from murakami.foundation.packs.sources import InFile, Origin, Place, Written

AMENDS: Final = "amends"


@dataclass(frozen=True, slots=True)
class AmendingRules:
    """How a part is amended: the key that names an entry, which keys merge, which lists grow; others are replaced."""

    name_key: str
    merged: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Amended:
    """An entry after an amendment; `moved` leads from places of the result to places of the amendment."""

    base: Written
    amendment: Written
    data: object
    moved: Mapping[Path, Path]

    def origin(self, path: Path) -> Origin:
        """Find where a place is written: in the amendment if it changed it, else in the base."""
        for length in range(len(path), 0, -1):
            target = self.moved.get(path[:length])
            if target is not None:
                return self.amendment.origin((*target, *path[length:]))
        return self.base.origin(path)


Raw: TypeAlias = tuple[tuple[str, ...], Written]
"""The packs that wrote an entry, and what they wrote."""


def is_amendment(written: Written) -> bool:
    """Whether a document changes an entry of an earlier pack instead of giving a new one."""
    return isinstance(written.data, dict) and AMENDS in written.data


def amend(raws: list[Raw], pack: str, amendment: InFile, rules: AmendingRules | None) -> list[Problem]:
    """Apply an amendment to the entry it names, in place; return what is wrong with it."""
    place = Place(amendment)
    if rules is None:
        problem = Said("ここに書くものは、ほかのパックから変えられません。", "Entries of this part cannot be amended.")
        return [place.problem(problem, Said(f"{AMENDS} を消してください。", f"Delete {AMENDS}."), AMENDS)]
    data = amendment.data
    assert isinstance(data, dict)
    names = {_name(written, rules): index for index, (_, written) in enumerate(raws)}
    index = names.get(data[AMENDS])
    if index is None:
        problem = Said(f"変える元の「{data[AMENDS]}」がありません。", f"There is no {data[AMENDS]!r} to amend.")
        return [place.problem(problem, mend_word(str(data[AMENDS]), [str(name) for name in names if name]), AMENDS)]
    packs, base = raws[index]
    raws[index] = ((*packs, pack), _merged(base, amendment, rules))
    return []


def _name(written: Written, rules: AmendingRules) -> object:
    return written.data.get(rules.name_key) if isinstance(written.data, dict) else None


def _merged(base: Written, amendment: InFile, rules: AmendingRules) -> Amended:
    assert isinstance(base.data, dict)
    assert isinstance(amendment.data, dict)
    result = dict(base.data)
    moved: dict[Path, Path] = {}
    for key, value in amendment.data.items():
        before = result.get(key)
        if key == AMENDS:
            continue
        if key in rules.merged and isinstance(before, dict) and isinstance(value, dict):
            result[key] = {**before, **value}
            moved.update({(key, inner): (key, inner) for inner in value})
        elif key in rules.added and isinstance(before, list) and isinstance(value, list):
            result[key] = [*before, *value]
            moved.update({(key, len(before) + index): (key, index) for index in range(len(value))})
        else:
            result[key] = value
            moved[(key,)] = (key,)
    return Amended(base, amendment, result, moved)
