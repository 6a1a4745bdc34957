"""Checks skills and roles: three levels each, needs that exist and that some course can fulfil."""

from collections.abc import Iterator, Mapping

from murakami.domain.learning.formats.courses import CourseFile
from murakami.domain.learning.formats.levels import LEVELS
from murakami.domain.learning.formats.part import written_in
from murakami.domain.learning.formats.skills import RolesFile, SkillsFile
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import Place


def known_skills(library: Library) -> frozenset[str]:
    """Name the skills of all packs."""
    return frozenset(code for entry in written_in(library, SkillsFile) for code in entry.model.skills)


def unknown_skill(place: Place, skill: str, known: frozenset[str], *path: str) -> Problem:
    """Say that a skill does not exist."""
    return place.problem(Said(f"「{skill}」というスキルはありません。", f"There is no skill {skill!r}."),
                         mend_word(skill, known), *path)


def skill_problems(library: Library) -> Iterator[Problem]:
    """Find skills that do not say what can be done at each level."""
    for entry in written_in(library, SkillsFile):
        for code, skill in entry.model.skills.items():
            if len(skill.levels) != len(LEVELS):
                yield entry.place.problem(
                    Said(f"「{skill.name}」の段階が{len(skill.levels)}つです。", f"{code!r} has {len(skill.levels)} levels."),
                    Said("段階1・2・3で何ができるかを、三つの文で書いてください。", "Write three sentences, one for each level."),
                    "skills", code, "levels")


def role_problems(library: Library) -> Iterator[Problem]:
    """Find needs for skills that do not exist or that no course gives, and a second role for everybody."""
    known, highest = known_skills(library), _highest_given(library)
    first: Place | None = None
    for entry in written_in(library, RolesFile):
        for code, role in entry.model.roles.items():
            place = entry.place.inside("roles", code)
            for skill, level in role.needs.items():
                if skill not in known:
                    yield unknown_skill(place, skill, known, "needs", skill)
                elif level > highest.get(skill, 0):
                    yield _out_of_reach(place, skill, level)
            if role.for_everybody and first is not None:
                yield _second_for_everybody(place, first)
            first = first or (place if role.for_everybody else None)


def _highest_given(library: Library) -> Mapping[str, int]:
    highest: dict[str, int] = {}
    for entry in written_in(library, CourseFile):
        for skill, level in entry.model.gives.items():
            highest[skill] = max(level, highest.get(skill, 0))
    return highest


def _out_of_reach(place: Place, skill: str, level: int) -> Problem:
    return place.problem(
        Said(f"「{skill}」の段階{level}が要りますが、身につく講座がありません。",
             f"{skill!r} is needed at level {level}, but no course gives it."),
        Said(f"gives に {skill}: {level} を持つ講座を書き足すか、要る段階を下げてください。",
             f"Add a course whose gives has {skill}: {level}, or lower what is needed."),
        "needs", skill)


def _second_for_everybody(place: Place, first: Place) -> Problem:
    return place.problem(
        Said(f"役割の決まっていない職員の役割は {first.origin} にもあります。",
             f"Another role is for everybody too: {first.origin}."),
        Said('for_everybody: "yes" は一つの役割だけに書いてください。', 'Write for_everybody: "yes" in one role only.'),
        "for_everybody")
