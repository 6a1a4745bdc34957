"""Skills, roles and courses as frozen values, and the one JSON document in which they are kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill; `levels` say what can be done at level 1, 2 and 3."""

    code: str
    name: str
    short: str
    means: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearningRole:
    """A role in learning; `kind` is specialist, leader or general; `needs` are levels by skill."""

    code: str
    kind: str
    name: str
    means: str
    for_everybody: bool
    needs: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page, `way` is text, points, remember or example; points have several lines."""

    way: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One short page."""

    title: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a check: choices by code, the right codes, what is explained afterwards."""

    question: str
    choices: Mapping[str, str]
    right: frozenset[str]
    explanation: str


@dataclass(frozen=True, slots=True)
class Check:
    """A short check: passed with `pass_mark` right answers."""

    pass_mark: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A course; `completion` is check, attendance or both; `valid_months` is None when its skills never expire."""

    code: str
    title: str
    summary: str
    kind: str
    completion: str
    gives: Mapping[str, int]
    minutes: int
    valid_months: int | None
    source: str
    pages: tuple[Page, ...]
    check: Check | None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that can be learned, each by code in its order; `sha256` names the document it was read from."""

    skills: Mapping[str, Skill] = field(default_factory=dict)
    roles: Mapping[str, LearningRole] = field(default_factory=dict)
    courses: Mapping[str, Course] = field(default_factory=dict)
    sha256: str = ""

    @property
    def role_for_everybody(self) -> LearningRole | None:
        """The role of whoever has been given none."""
        return next((role for role in self.roles.values() if role.for_everybody), None)

    def role_of(self, code: str | None) -> LearningRole | None:
        """The role of that code; without one, or when packs no longer have it, the role for everybody."""
        return self.roles.get(code or "") or self.role_for_everybody


def fingerprint(document: Mapping[str, Any]) -> str:
    """Name a document by the SHA-256 of its canonical JSON."""
    return sha256(json.dumps(document, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def read_document(document: Mapping[str, Any], *, sha: str) -> Catalogue:
    """Read a catalogue from its document."""
    skills, roles, courses = (_ordered(document[part]) for part in ("skills", "roles", "courses"))
    return Catalogue(
        skills={code: Skill(code, one["name"], one["short"], one["means"], tuple(one["levels"])) for code, one in skills},
        roles={code: LearningRole(code, one["kind"], one["name"], one["means"], one["for_everybody"], one["needs"])
               for code, one in roles},
        courses={code: _course(code, one) for code, one in courses}, sha256=sha)


def _ordered(part: Mapping[str, Any]) -> Sequence[tuple[str, Any]]:
    return sorted(part.items(), key=lambda item: (item[1]["order"], item[0]))


def _course(code: str, one: Mapping[str, Any]) -> Course:
    return Course(
        code=code, title=one["title"], summary=one["summary"], kind=one["kind"], completion=one["completion"],
        gives=one["gives"], minutes=one["minutes"], valid_months=one["valid_months"], source=one["source"] or "",
        pages=tuple(Page(page["title"], tuple(_block(block) for block in page["body"])) for page in one["pages"]),
        check=None if one["check"] is None else Check(
            one["check"]["pass_mark"], tuple(_question(question) for question in one["check"]["questions"])))


def _block(one: Mapping[str, Any]) -> Block:
    way, written = next((way, value) for way, value in one.items() if value is not None)
    return Block(way, (written,) if isinstance(written, str) else tuple(written))


def _question(one: Mapping[str, Any]) -> Question:
    return Question(one["question"], one["choices"], frozenset(one["right"]), one["explanation"])
