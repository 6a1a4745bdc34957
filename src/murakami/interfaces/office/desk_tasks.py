"""What waits for somebody in each of their roles: said above the list of cases, and the first page of who has no cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from murakami.domain.cases.emergencies import count_unreviewed
from murakami.domain.cases.queries.piles import Pile
from murakami.domain.register.protections import count_endings_asked
from murakami.domain.register.rules import may_keep
from murakami.foundation.accounts.rules import Actor, may_audit, may_reorganise
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.looks.breaches import list_breaches, units_headed_by
from murakami.foundation.spool.queries import get_status


@dataclass(frozen=True, slots=True)
class DeskTask:
    """A part of somebody's work: where it is done, what it is for, and how much of it waits; None where nothing counts it."""

    words: str
    href: str
    about: str
    count: int | None = None


def tasks_of(actor: Actor, *, piles: Mapping[Pile, int], waiting_files: int) -> tuple[DeskTask, ...]:
    """List the parts of somebody's work beside the cases themselves, the most urgent first.

    SQL: for heads 2, for auditors, for administrators and for who keeps protections 1, for others none.
    """
    return (*_of_heads(actor, piles), *_of_protectors(actor), *_of_files(actor, waiting_files), *_of_the_town(actor))


def _of_heads(actor: Actor, piles: Mapping[Pile, int]) -> Iterable[DeskTask]:
    units = actor.units_as(Role.UNIT_HEAD)
    if units:
        pile = reverse("office:work-list") + "?pile="
        yield DeskTask(_("決裁"), pile + Pile.APPROVAL, _("起案された決定を確かめて、決裁します。"), piles.get(Pile.APPROVAL, 0))
        yield DeskTask(_("支援措置の確認"), pile + Pile.ALARM, _("支援措置の対象の人にかかわる案件を確かめます。"), piles.get(Pile.ALARM, 0))
    if units or may_audit(actor):
        yield DeskTask(_("緊急閲覧の確認"), reverse("office:emergencies"), _("ほかの課の職員が緊急に開いた案件を、適切だったか確かめます。"),
                       count_unreviewed(actor, units=units))
    if units_headed_by(actor):
        yield DeskTask(_("漏えい等の決定"), reverse("office:breaches"), _("漏えいなどがあったとき、だれに影響があるかを調べ、本人に知らせるかを決めます。"),
                       sum(not one.decision for one in list_breaches(actor)))


def _of_protectors(actor: Actor) -> Iterable[DeskTask]:
    if may_keep(actor, units=settings.PROTECTION_UNITS):
        yield DeskTask(_("支援措置の終了の確認"), reverse("office:protections"), _("終了を求められた支援措置を、2人目として確かめます。"),
                       count_endings_asked())


def _of_files(actor: Actor, waiting: int) -> Iterable[DeskTask]:
    if actor.units or actor.units_as(Role.ADMINISTRATOR):
        yield DeskTask(_("確認を待つファイル"), reverse("office:quarantine"), _("安全を確かめられなかった添付ファイルを、使うかどうか決めます。"),
                       waiting)


def _of_the_town(actor: Actor) -> Iterable[DeskTask]:
    if may_audit(actor):
        yield DeskTask(_("監査：気になる閲覧"), reverse("office:audit"), _("職員が案件を見た記録のうち、理由を確かめたほうがよいものを読みます。"))
        yield DeskTask(_("案件を見られる人"), reverse("office:staff-access"), _("どの課の案件を、今日だれが、なぜ見られるかを確かめます。"))
    if may_reorganise(actor) or actor.units_as(Role.ADMINISTRATOR):
        yield DeskTask(_("職員と権限"), reverse("office:staff"), _("職員の課と役割、サインインの設定を見て、変えます。"))
    if may_reorganise(actor):
        yield DeskTask(_("人事異動・組織の変更"), reverse("office:reshuffles"), _("異動や課の変更を1つの表で入れ、決めた日に反映します。"))
    if actor.units_as(Role.ADMINISTRATOR):
        yield DeskTask(_("運用：決めるのを待つもの"), reverse("office:spool"), _("何度試してもできなかった送信や印刷を、やり直すか捨てるか決めます。"),
                       get_status().dead)
