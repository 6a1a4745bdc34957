"""The file of a reshuffle: its columns, the present state as a template, and reading it with every mistake named."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from murakami.domain.programme.formats.workbook import Grid, cell_name
from murakami.flows.reshuffle.town import Member, Place, Town
from murakami.foundation.accounts.vocabulary import Role

SHEET: Final = "人事異動"
KIND, CODE, NAME, SUCCESSOR, LOGIN, PERSON, ROLE, PROCEDURE, MAIL = COLUMNS = (
    "区分", "課コード", "課名", "引き継ぐ課", "職員番号", "氏名", "役割", "手続", "メール")
UNIT, CLOSED, WORK, STAFF, LEAVER = KINDS = ("課", "廃止", "手続", "職員", "退職")
ROLE_WORDS: Final = {Role.CLERK: "係員", Role.UNIT_HEAD: "課長", Role.ADMINISTRATOR: "管理者", Role.PERSONNEL: "人事担当",
                     Role.AUDITOR: "監査担当"}
_ROLES: Final = {word: role for role, word in ROLE_WORDS.items()}
_CODE = re.compile(r"[a-z][a-z0-9-]{0,49}")
_LOGIN = re.compile(r"[!-~]{1,64}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a cell, and how to mend it; `cell` is "" for what no cell shows."""

    cell: str
    problem: str
    mend: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: what stands in its columns, and where it is (0-based)."""

    row: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True, slots=True)
class Wish:
    """How the town is to look: units by code, closed units and procedures with who follows, members, who leaves."""

    units: dict[str, str]
    closed: dict[str, str]
    work: dict[tuple[str, str], str]
    members: dict[str, Member]
    leavers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read: what it wishes for (complete only without problems), and what is wrong in it."""

    wish: Wish
    problems: tuple[Problem, ...]
    rows: tuple[dict[str, str], ...] = ()


def template_of(town: Town) -> list[list[str]]:
    """Write the town as it stands, as rows under their headings; unchanged, the file changes nothing."""
    units = [_row({KIND: UNIT, CODE: code, NAME: name}) for code, name in sorted(town.units.items())]
    people = [_row({KIND: STAFF, CODE: place.unit, LOGIN: one.login_name, PERSON: one.name, ROLE: ROLE_WORDS[place.role],
                    PROCEDURE: place.purpose, MAIL: one.email})
              for one in sorted(town.members.values(), key=lambda one: one.login_name)
              for place in sorted(one.places) or []]
    idle = [_row({KIND: STAFF, LOGIN: one.login_name, PERSON: one.name, MAIL: one.email})
            for one in sorted(town.members.values(), key=lambda one: one.login_name) if not one.places]
    return [list(COLUMNS), *units, *people, *idle]


def read_sheet(grids: Sequence[Grid], town: Town) -> Reading:
    """Read a file against the town as it stands; every mistake is named, and nothing is decided on a file with one. Pure."""
    grid = next((one for one in grids if one.name == SHEET), grids[0] if grids else Grid(SHEET, ()))
    headings = [cell.text.strip() for cell in grid.rows[0]] if grid.rows else []
    missing = [column for column in COLUMNS if column not in headings]
    if missing:
        return Reading(_nothing(), (Problem("A1", f"見出し「{'」「'.join(missing)}」がありません。",
                                            "ひな形をダウンロードして、見出しの行をそのまま使ってください。"),))
    formulas = [Problem(cell_name(row, column), "計算式が入っています。", "値にして入れてください。")
                for row, cells in enumerate(grid.rows) for column, cell in enumerate(cells) if cell.is_formula]
    lines = [Line(row, {headings[at]: cell.text.strip() for at, cell in enumerate(cells) if at < len(headings)})
             for row, cells in enumerate(grid.rows) if row and any(cell.text.strip() for cell in cells)]
    reading = read_lines(lines, town, headings=headings)
    return Reading(reading.wish, (*formulas, *reading.problems), tuple(line.values for line in lines))


def read_lines(lines: Sequence[Line], town: Town, *, headings: Sequence[str] = COLUMNS) -> Reading:
    """Read the rows of a file, as `read_sheet` does. Pure."""
    wish = _wish(lines, town)
    found = list(_Checks(lines, town, wish, headings).all())
    found.sort(key=lambda problem: (_row_of(problem.cell), problem.cell))
    return Reading(wish, tuple(found))


def lines_of(rows: Sequence[dict[str, str]]) -> list[Line]:
    """Take rows that were kept as lines again."""
    return [Line(at, dict(values)) for at, values in enumerate(rows, 1)]


class _Checks:
    """Everything that can be wrong, each check one method."""

    def __init__(self, lines: Sequence[Line], town: Town, wish: Wish, headings: Sequence[str]) -> None:
        self._lines, self._town, self._wish, self._headings = lines, town, wish, headings

    def all(self) -> Iterator[Problem]:
        for line in self._lines:
            match line[KIND]:
                case "課":
                    yield from self._unit(line)
                case "廃止":
                    yield from self._closed(line)
                case "手続":
                    yield from self._work(line)
                case "職員":
                    yield from self._staff(line)
                case "退職":
                    yield from self._leaver(line)
                case other:
                    yield self._at(line, KIND, f"区分「{other}」はありません。", f"{'・'.join(KINDS)}のどれかにしてください。")
        yield from self._twice()
        yield from self._whole()

    def _unit(self, line: Line) -> Iterator[Problem]:
        if not _CODE.fullmatch(line[CODE]):
            yield self._at(line, CODE, f"課コード「{line[CODE]}」は使えません。", "英小文字で始まる、英小文字と数字とハイフンにしてください。")
        if not line[NAME]:
            yield self._at(line, NAME, "課名がありません。", "課名を入れてください。")
        elif len(line[NAME]) > 100:
            yield self._at(line, NAME, "課名が長すぎます。", "100文字までにしてください。")
        if line[CODE] in self._wish.closed:
            yield self._at(line, CODE, f"課「{line[CODE]}」が、残る課にも廃止する課にもあります。", "どちらかの行を消してください。")

    def _closed(self, line: Line) -> Iterator[Problem]:
        if line[CODE] not in self._town.units:
            yield self._at(line, CODE, f"廃止する課「{line[CODE]}」は、今ありません。", "課コードをなおすか、行を消してください。")
        yield from self._successor(line)

    def _successor(self, line: Line) -> Iterator[Problem]:
        following = line[SUCCESSOR]
        if not following:
            yield self._at(line, SUCCESSOR, "仕事を引き継ぐ課がありません。", "案件と計画を引き継ぐ課の、課コードを入れてください。")
        elif following == line[CODE]:
            yield self._at(line, SUCCESSOR, "自分の課に引き継ぐことはできません。", "ほかの課の課コードを入れてください。")
        elif following not in self._wish.units:
            yield self._at(line, SUCCESSOR, f"引き継ぐ課「{following}」は、異動のあとにありません。", "残る課か新しい課の課コードにしてください。")

    def _work(self, line: Line) -> Iterator[Problem]:
        if line[PROCEDURE] not in self._town.procedures:
            yield self._at(line, PROCEDURE, f"手続「{line[PROCEDURE]}」はありません。", "手続の英字の名前を入れてください。")
        if line[CODE] not in {**self._town.units, **self._wish.units}:
            yield self._at(line, CODE, f"今の担当の課「{line[CODE]}」はありません。", "課コードをなおしてください。")
        yield from self._successor(line)

    def _staff(self, line: Line) -> Iterator[Problem]:
        if not _LOGIN.fullmatch(line[LOGIN]):
            yield self._at(line, LOGIN, "職員番号がないか、使えない文字があります。", "半角の英数字で入れてください。")
        if not line[PERSON]:
            yield self._at(line, PERSON, "氏名がありません。", "氏名を入れてください。")
        if line[MAIL] and not _MAIL.fullmatch(line[MAIL]):
            yield self._at(line, MAIL, f"「{line[MAIL]}」はメールアドレスではありません。", "なおすか、空けてください。")
        if line[LOGIN] in self._wish.leavers:
            yield self._at(line, LOGIN, f"「{line[LOGIN]}」が、職員にも退職にもあります。", "どちらかの行を消してください。")
        if line[CODE] or line[ROLE]:
            yield from self._place(line)

    def _place(self, line: Line) -> Iterator[Problem]:
        if line[CODE] not in self._wish.units:
            yield self._at(line, CODE, f"課「{line[CODE]}」は、異動のあとにありません。", "残る課か新しい課の課コードにしてください。")
        if line[ROLE] not in _ROLES:
            yield self._at(line, ROLE, f"役割「{line[ROLE]}」はありません。", f"{'・'.join(_ROLES)}のどれかにしてください。")
        if line[PROCEDURE] and line[PROCEDURE] not in self._town.procedures:
            yield self._at(line, PROCEDURE, f"手続「{line[PROCEDURE]}」はありません。", "手続の英字の名前を入れるか、空けてください。")

    def _leaver(self, line: Line) -> Iterator[Problem]:
        if line[LOGIN] not in self._town.members:
            yield self._at(line, LOGIN, f"退職する職員「{line[LOGIN]}」は、今いません。", "職員番号をなおすか、行を消してください。")

    def _twice(self) -> Iterator[Problem]:
        keys = {UNIT: ((CODE,), CODE, "同じ課コードの行が2つあります。"), CLOSED: ((CODE,), CODE, "同じ課の廃止が2つあります。"),
                WORK: ((CODE, PROCEDURE), PROCEDURE, "同じ手続の行が2つあります。"),
                STAFF: ((LOGIN, CODE, ROLE, PROCEDURE), ROLE, "同じ職員の同じ役割が2つあります。"),
                LEAVER: ((LOGIN,), LOGIN, "同じ職員の退職が2つあります。")}
        seen: set[tuple[str, ...]] = set()
        for line in self._lines:
            if line[KIND] not in keys:
                continue
            columns, where, words = keys[line[KIND]]
            key = (line[KIND], *(line[column] for column in columns))
            if key in seen:
                yield self._at(line, where, words, "1つにしてください。")
            seen.add(key)
        yield from self._same_names()

    def _same_names(self) -> Iterator[Problem]:
        counted = Counter(name for name in self._wish.units.values() if name)
        for line in self._lines:
            if line[KIND] == UNIT and counted[line[NAME]] > 1:
                yield self._at(line, NAME, f"課名「{line[NAME]}」の課が2つあります。", "ちがう課名にしてください。")
            known = self._wish.members.get(line[LOGIN]) if line[KIND] == STAFF else None
            if known and line[PERSON] and line[PERSON] != known.name:
                yield self._at(line, PERSON, f"職員番号「{line[LOGIN]}」の氏名が、行によってちがいます。", "同じ氏名にしてください。")

    def _whole(self) -> Iterator[Problem]:
        for code in sorted(set(self._town.units) - set(self._wish.units) - set(self._wish.closed)):
            yield Problem("", f"今ある課「{code} {self._town.units[code]}」がファイルにありません。",
                          "残るなら「課」の行を、なくなるなら「廃止」の行を入れてください。")
        for login in sorted(set(self._town.members) - set(self._wish.members) - self._wish.leavers):
            yield Problem("", f"今いる職員「{login} {self._town.members[login].name}」がファイルにありません。",
                          "残るなら「職員」の行を、辞めるなら「退職」の行を入れてください。")
        had = any(place.role is Role.PERSONNEL for one in self._town.members.values() for place in one.places)
        if had and not any(place.role is Role.PERSONNEL for one in self._wish.members.values() for place in one.places):
            yield Problem("", "人事担当がいなくなります。", "だれかの役割を「人事担当」にしてください。次の異動を反映できる人が要ります。")

    def _at(self, line: Line, column: str, problem: str, mend: str) -> Problem:
        return Problem(cell_name(line.row, list(self._headings).index(column)), problem, mend)


def _wish(lines: Sequence[Line], town: Town) -> Wish:
    members: dict[str, Member] = {}
    for line in lines:
        if line[KIND] == STAFF and line[LOGIN]:
            members[line[LOGIN]] = _with_place(members.get(line[LOGIN]) or _begun(line, town), line)
    return Wish(
        units={line[CODE]: line[NAME] for line in lines if line[KIND] == UNIT and line[CODE]},
        closed={line[CODE]: line[SUCCESSOR] for line in lines if line[KIND] == CLOSED and line[CODE]},
        work={(line[CODE], line[PROCEDURE]): line[SUCCESSOR] for line in lines if line[KIND] == WORK and line[PROCEDURE]},
        members=members, leavers=frozenset(line[LOGIN] for line in lines if line[KIND] == LEAVER and line[LOGIN]))


def _begun(line: Line, town: Town) -> Member:
    known = town.members.get(line[LOGIN])
    return Member(login_name=line[LOGIN], name=line[PERSON], email=line[MAIL].lower(), account_id=known.account_id if known else 0)


def _with_place(member: Member, line: Line) -> Member:
    role = _ROLES.get(line[ROLE])
    places = member.places | {Place(line[CODE], role, line[PROCEDURE])} if role and line[CODE] else member.places
    return Member(login_name=member.login_name, name=member.name, email=member.email or line[MAIL].lower(),
                  account_id=member.account_id, places=places)


def _nothing() -> Wish:
    return Wish(units={}, closed={}, work={}, members={}, leavers=frozenset())


def _row(values: dict[str, str]) -> list[str]:
    return [values.get(column, "") for column in COLUMNS]


def _row_of(cell: str) -> int:
    digits = "".join(letter for letter in cell if letter.isdigit())
    return int(digits) if digits else 10**9
