"""Where a known value comes from, in words: below an input for residents, beside an answer for clerks."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as marked

from murakami.kernel.facts import Assurance, Provenance, ValueSource


def source_note(provenance: Provenance, *, today: date) -> str:
    """Say where a prefilled value was taken from, 「マイナンバーカードから（11月23日）」, in the active language.

    Empty for what the resident typed: it needs no explanation.
    """
    said = _SPOKEN.get(provenance.source)
    return _(said).format(day=_day(provenance.at, today=today)) if said else ""


def provenance_words(provenance: Provenance) -> str:
    """Say who said a value and whether it was verified, for the clerk's page."""
    source = _(_OFFICE[provenance.source])
    if provenance.assurance is Assurance.VERIFIED:
        return _("{source}で確認").format(source=source)
    return _("{source}の申告").format(source=source) if provenance.source in _TOLD else source


_TOLD = frozenset({ValueSource.RESIDENT, ValueSource.PROXY})
_SPOKEN = {
    ValueSource.CARD: marked("マイナンバーカードから（{day}）"),
    ValueSource.BUSINESS_ID: marked("GビズIDから（{day}）"),
    ValueSource.REGISTER: marked("市の住民記録から（{day}）"),
    ValueSource.EARLIER_FILING: marked("前に出した手続から（{day}）"),
    ValueSource.SUGGESTED: marked("ほかの答えから入れました。ちがうときは直してください。"),
    ValueSource.STAFF: marked("職員が入力（{day}）"),
    ValueSource.PROXY: marked("代理の方が入力（{day}）"),
}
_OFFICE = {
    ValueSource.CARD: marked("マイナンバーカード"),
    ValueSource.BUSINESS_ID: marked("GビズID"),
    ValueSource.REGISTER: marked("住民記録"),
    ValueSource.EARLIER_FILING: marked("前の申請"),
    ValueSource.SUGGESTED: marked("ほかの答え"),
    ValueSource.STAFF: marked("職員の入力"),
    ValueSource.PROXY: marked("代理人"),
    ValueSource.RESIDENT: marked("本人"),
}


def _day(iso: str, *, today: date) -> str:
    moment = datetime.fromisoformat(iso)
    day = timezone.localtime(moment).date() if moment.tzinfo else moment.date()
    return format_date(day, _("n月j日") if day.year == today.year else _("Y年n月j日"))
