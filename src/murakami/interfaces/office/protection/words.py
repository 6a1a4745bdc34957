"""The words of protections."""

from datetime import date, timedelta

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from murakami.domain.register.models import Protection
from murakami.domain.register.rules import REMINDER, Ground
from murakami.interfaces.components.shapes import Tone
from murakami.kernel.eras import format_era_date

GROUNDS = {Ground.VIOLENCE.value: _("配偶者などからの暴力"), Ground.STALKING.value: _("ストーカー行為"),
           Ground.CHILD_ABUSE.value: _("児童虐待"), Ground.OTHER.value: _("これらに準ずる行為")}
REFUSALS = {
    "not_yours": _("支援措置を扱う課の職員だけができます。"),
    "ends_before_it_begins": _("期間：終わりの日が、始まりの日より前です。"),
    "too_long": _("期間：1年より長くはできません。終わる前に更新してください。"),
    "number_unknown": _("宛名番号：住民記録にない番号があります。番号を確かめてください。"),
    "refused_missing": _("相手方：名前を書いてください。"),
    "too_early": _("更新できるのは、期間が終わる1か月前からです。"),
    "reason_short": _("理由をもう少しくわしく（10文字以上で）書いてください。"),
    "ended": _("この支援措置は、もう終了しています。"),
    "not_asked": _("終了は求められていません。ほかの人が先に続けることにしたのかもしれません。"),
    "same_person": _("終了を求めた人は、自分では終了できません。ほかの職員に確かめてもらってください。"),
    "head_needed": _("終了には、2人のうち1人は課長が要ります。課長に確かめてもらってください。"),
}


def last_day(row: Protection) -> str:
    """Write the last day of a period."""
    return format_era_date(row.until - timedelta(days=1))


def standing_words(row: Protection, *, today: date) -> tuple[str, Tone]:
    """Say how a protection stands today."""
    if row.ended_at is not None:
        return now("終了"), "plain"
    if row.end_asked_at is not None:
        return now("終了の確認待ち"), "warn"
    if row.until <= today:
        return now("期間が過ぎています（秘匿は続いています）"), "bad"
    if row.until - REMINDER <= today:
        return now("まもなく期間が終わります"), "warn"
    return now("支援中"), "good"
