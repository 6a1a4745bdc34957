"""Checks that the plan of packs names units that exist, and gives every key once."""

from collections.abc import Iterator

from murakami.domain.programme.formats.part import written_in
from murakami.domain.programme.formats.plan import PlanFile, PlannedInitiative
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Path, Problem, Said, mend_word
from murakami.foundation.packs.sources import Place
from murakami.foundation.packs.town import UNITS


def check_plan(library: Library) -> Iterator[Problem]:
    """Find units that no pack has, and keys of KPIs and tasks that stand twice."""
    units = {code for entry in library.entries(UNITS) for code in entry.model.units}
    for entry in written_in(library, PlanFile):
        for position, initiative in enumerate(entry.model.initiatives):
            yield from _units(entry.place, initiative, ("initiatives", position), units)
        yield from _keys(entry.place, entry.model)


def _units(place: Place, initiative: PlannedInitiative, path: Path, units: set[str]) -> Iterator[Problem]:
    named: list[tuple[str, Path]] = [(initiative.owner, ("owner",))]
    named += [(code, ("related", at)) for at, code in enumerate(initiative.related)]
    named += [(task.unit, ("tasks", at, "unit")) for at, task in enumerate(initiative.tasks) if task.unit]
    for code, inside in named:
        if code not in units:
            yield place.problem(Said(f"「{code}」という課はありません。", f"There is no unit {code!r}."),
                                mend_word(code, sorted(units)), *path, *inside)


def _keys(place: Place, plan: PlanFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, initiative in enumerate(plan.initiatives):
        for what, keys in (("kpis", [one.key for one in initiative.kpis]), ("tasks", [one.key for one in initiative.tasks]),
                           ("risks", [one.key for one in initiative.risks])):
            for at, key in enumerate(keys):
                if f"{what} {key}" in seen:
                    yield place.problem(Said(f"「{key}」は二回使われています。", f"{key!r} is used twice."),
                                        Said("名前を変えてください。", "Rename it."), "initiatives", position, what, at, "key")
                seen.add(f"{what} {key}")
