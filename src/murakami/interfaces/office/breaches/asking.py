"""The form with which a head describes a breach and the set of cases that it touches."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from murakami.domain.procedures.queries import list_catalogue
from murakami.flows.agency.breach import Wanted
from murakami.foundation.accounts.queries import list_colleagues
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.looks.breaches import Fear, Kind, NewBreach, units_headed_by
from murakami.interfaces.office.answers import Answers, Question, choice_options
from murakami.interfaces.office.breaches.words import FEARS, KINDS
from murakami.interfaces.office.frame import unit_names

_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
_MOST_NAMED: Final = 1000


def questions(actor: Actor, *, today: date) -> tuple[Question, ...]:
    """Ask what happened and which cases it touches. SQL: 1 for each unit."""
    names, units = unit_names(), units_headed_by(actor)
    procedures = {one.id: one.text("title", "ja") for one in list_catalogue() if one.is_online}
    staff = {one.account_id: one.name for unit in units for one in list_colleagues(unit=unit, on=today)}
    return (
        Question("kind", "choice", _("何がありましたか"), options=choice_options(KINDS)),
        Question("found_on", "date", _("分かった日"), options={"latest": "today"}, start=today),
        Question("summary", "long_text", _("何があったか（報告と通知に書きます）"), options={"max": "2000"},
                 hint=_("人の名前や受付番号は書かないでください。")),
        Question("fears", "choices", _("おそれがあること"), options=choice_options(FEARS), required=False),
        Question("unit", "choice", _("どの課の案件ですか"), options=choice_options({unit: names.get(unit, unit) for unit in units}, select=True),
                 start=units[0] if len(units) == 1 else None),
        Question("procedure", "choice", _("手続をしぼる"), options=choice_options(procedures, select=True), required=False,
                 hint=_("選ばなければ、すべての手続が入ります。")),
        Question("since", "date", _("いつから"), required=False, hint=_("届いた日でしぼります。職員を選んだときは、その職員が見た日です。")),
        Question("until", "date", _("いつまで"), required=False),
        Question("staff", "choice", _("だれの操作ですか（職員）"), options=choice_options(staff, select=True), required=False,
                 hint=_("選ぶと、その職員が見た案件にしぼります。")),
        Question("named", "long_text", _("案件やファイルの一覧"), options={"max": "90000"}, required=False,
                 hint=_("受付番号か、ファイルのSHA-256を、1行に1つずつ書きます。")))


def wanted_of(answers: Answers) -> Wanted:
    """Read the set that was described."""
    named = [line.strip() for line in answers.text("named").split("\n") if line.strip()][:_MOST_NAMED]
    return Wanted(unit=answers["unit"], procedure=answers.text("procedure"), since=answers["since"], until=answers["until"],
                  staff=int(answers["staff"]) if answers["staff"] else None,
                  numbers=frozenset(line.upper() for line in named if not _SHA256.match(line)),
                  digests=frozenset(line for line in named if _SHA256.match(line)))


def new_breach(answers: Answers, wanted: Wanted, *, key: str, receipts: Iterable[str]) -> NewBreach:
    """Read the breach that was described."""
    return NewBreach(key=key, unit=wanted.unit, kind=Kind(answers["kind"]), found_on=answers["found_on"],
                     fears=[Fear(one) for one in answers["fears"] or ()], wanted=wanted.to_json(), receipts=list(receipts),
                     summary=answers.text("summary"))
