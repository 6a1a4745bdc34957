"""What the pages of the reshuffle say: lines for what would change, and for where a reshuffle stands."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from murakami.flows.reshuffle.plan import PersonChange, Plan
from murakami.flows.reshuffle.sheet import ROLE_WORDS
from murakami.flows.reshuffle.town import Member, Place, Town
from murakami.foundation.accounts.models import Reshuffle
from murakami.interfaces.components.shapes import Tone


def state_of(one: Reshuffle) -> tuple[str, Tone, bool]:
    """Say where a reshuffle stands, and whether it can be called off."""
    if one.applied_at is not None:
        return _("反映しました"), "good", False
    if one.cancelled_at is not None:
        return _("取り消しました"), "plain", False
    if one.problem:
        return _("反映できませんでした"), "bad", True
    return _("反映を待っています"), "key", True


def unit_lines(plan: Plan) -> list[tuple[str, str]]:
    """Say what becomes of units."""
    names = {change.code: change.after for change in plan.units}
    words = {"opened": _("新しい課"), "renamed": _("「{before}」から名前が変わります"), "closed": _("なくなります。仕事は「{successor}」が引き継ぎます")}
    return [(change.after or change.before, words[change.kind].format(
        before=change.before, successor=names.get(change.successor) or change.successor)) for change in plan.units]


def person_lines(plan: Plan, *, names: Mapping[str, str], procedures: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Say for everybody what they have now and what they will have."""
    return [(f"{change.known.name}　{change.known.login_name}", _now(change, names, procedures), _then(change, names, procedures))
            for change in plan.people]


def cases_lines(plan: Plan, *, town: Town, names: Mapping[str, str]) -> list[str]:
    """Say which unfinished cases go where."""
    return [_("{unit}の{procedure}　{cases}件は、{to}に移ります").format(
        unit=names.get(move.unit, move.unit), procedure=town.procedures.get(move.procedure, move.procedure), cases=move.cases,
        to=names.get(move.to, move.to)) for move in plan.moves]


def _now(change: PersonChange, names: Mapping[str, str], procedures: Mapping[str, str]) -> str:
    return _places(change.before, names, procedures) if change.before else _("（新しい職員）")


def _then(change: PersonChange, names: Mapping[str, str], procedures: Mapping[str, str]) -> str:
    if change.after is None:
        return _("退職します。サインインできなくなります。")
    return _places(change.after, names, procedures)


def _places(member: Member, names: Mapping[str, str], procedures: Mapping[str, str]) -> str:
    return "、".join(_place(place, names, procedures) for place in sorted(member.places)) or _("どの課にもいません")


def _place(place: Place, names: Mapping[str, str], procedures: Mapping[str, str]) -> str:
    only = _("（{procedure}だけ）").format(procedure=procedures.get(place.purpose, place.purpose)) if place.purpose else ""
    return f"{names.get(place.unit, place.unit)} {ROLE_WORDS[place.role]}{only}"
