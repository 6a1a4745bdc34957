"""Lets packs have the directory `indicators` and checks it; needs no table, so that every zone can read the packs."""

from collections.abc import Iterator

from murakami.domain.indicators.formats import IndicatorFile
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.parts import Named, PackPart
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.registry import register_check, register_part
from murakami.foundation.packs.sources import Entry
from murakami.foundation.packs.town import UNITS

INDICATORS = PackPart(
    "indicators", IndicatorFile, Said("指標", "indicators"),
    names=lambda entry: [Named(entry.model.indicator, ("indicator",))])


def check_owners(library: Library) -> Iterator[Problem]:
    """Find owners that are no unit of the town; packs without a town are not asked."""
    units = library.places(UNITS)
    if library.municipality is None:
        return
    for entry in library.entries(INDICATORS):
        for path, code in _owners(entry):
            if code not in units:
                yield entry.place.problem(Said(f"「{code}」という課はありません。", f"There is no unit {code!r}."),
                                          mend_word(code, units), *path)


def _owners(entry: Entry[IndicatorFile]) -> Iterator[tuple[tuple[str, ...], str]]:
    yield ("owner",), entry.model.owner
    if entry.model.not_yet:
        yield ("not_yet", "owner"), entry.model.not_yet.owner


register_part(INDICATORS)
register_check(check_owners)
