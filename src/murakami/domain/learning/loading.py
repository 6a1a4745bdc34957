"""Loads skills, roles and courses: a new document when packs say something else, and what changed in it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from murakami.domain.learning.catalogue import fingerprint
from murakami.domain.learning.formats.courses import CourseFile
from murakami.domain.learning.formats.part import written_in
from murakami.domain.learning.formats.skills import RolesFile, SkillsFile
from murakami.domain.learning.models import LoadedCatalogue
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.registry import Change, ChangeKind, LoadOrder

_EMPTY: Final[Mapping[str, Any]] = {"skills": {}, "roles": {}, "courses": {}}
_CALLED: Final = {"skills": "skill", "roles": "learning role", "courses": "course"}


def load_catalogue(library: Library, *, order: LoadOrder) -> Iterable[Change]:
    """Make what the packs say the current catalogue; earlier ones stay for the checks taken under them.

    SQL: 1 when nothing changed, else at most 4.
    """
    document = _document(library)
    sha = fingerprint(document)
    current = LoadedCatalogue.objects.select_for_update().filter(is_current=True).first()
    if current is not None and current.sha256 == sha:
        return ()
    LoadedCatalogue.objects.filter(is_current=True).update(is_current=False)
    LoadedCatalogue.objects.update_or_create(
        sha256=sha, defaults={"is_current": True},
        create_defaults={"document": document, "is_current": True, "loaded_at": order.at})
    return tuple(_changes(current.document if current else _EMPTY, document))


def _document(library: Library) -> dict[str, Any]:
    return {
        "skills": {code: one.model_dump(mode="json") for entry in written_in(library, SkillsFile)
                   for code, one in entry.model.skills.items()},
        "roles": {code: one.model_dump(mode="json") for entry in written_in(library, RolesFile)
                  for code, one in entry.model.roles.items()},
        "courses": {entry.model.course: entry.model.model_dump(mode="json", exclude={"course"})
                    for entry in written_in(library, CourseFile)},
    }


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for part, called in _CALLED.items():
        for code in sorted(before[part].keys() | after[part].keys()):
            old, new = before[part].get(code), after[part].get(code)
            if old is None:
                yield Change(ChangeKind.ADDED, called, code)
            elif new is None:
                yield Change(ChangeKind.WITHDRAWN, called, code)
            elif old != new:
                yield Change(ChangeKind.CHANGED, called, code)
