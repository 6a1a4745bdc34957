"""What the software keeps about how a resident signs in, as rows to read."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from murakami.foundation.accounts.models import OpenSession, SignInRecord
from murakami.foundation.accounts.queries import Resident
from murakami.interfaces.components.shapes import FactRow
from murakami.interfaces.portal.wording import full_day_words, time_words


def card_rows(resident: Resident) -> tuple[FactRow, ...]:
    """List what the card said, when it was read, and whether its certificate was checked for revocation."""
    if not resident.has_card or resident.card_read_at is None:
        return ()
    card, read = resident.card, _("カードから（{time}）").format(time=time_words(resident.card_read_at))
    said = (
        (_("氏名"), card.name.whole if card.name else ""), (_("生まれた日"), full_day_words(card.born_on) if card.born_on else ""),
        (_("性別"), _sex(card.sex)), (_("住所"), card.address.whole if card.address else ""),
    )
    rows = [FactRow(label=label, value=value or _("カードから読めませんでした"), note=read if value else "") for label, value in said]
    return (*rows, _revocation(resident))


def sign_in_rows(records: Sequence[SignInRecord]) -> tuple[FactRow, ...]:
    """List the latest sign-ins."""
    return tuple(FactRow(label=_when(record.at), value=_method(record.method)) for record in records)


def session_rows(sessions: Sequence[OpenSession], *, here: str | None) -> tuple[FactRow, ...]:
    """List where a resident is signed in: device, last use, and which is the one in hand."""
    return tuple(FactRow(label=one.device or _("端末"), value=time_words(timezone.localtime(one.seen_at)),
                         note=_("この端末") if one.session_key == here else "") for one in sessions)


def _revocation(resident: Resident) -> FactRow:
    if resident.revocation_checked:
        return FactRow(label=_("電子証明書の失効"), value=_("失効していないことを確認しました"), verified=True)
    return FactRow(label=_("電子証明書の失効"), value=_("失効未確認"),
                   note=_("カードが止められていないかは、まだ確かめていません。手続を担当する課が、必要なときに確かめます。"))


def _sex(sex: str | None) -> str:
    return {"male": _("男"), "female": _("女"), "other": _("その他")}.get(sex or "", "")


def _method(method: str) -> str:
    words = {"card": _("マイナンバーカード"), "passkey": _("パスキー")}
    return words.get(method) or _("メールの確認コード")


def _when(at: datetime) -> str:
    return time_words(timezone.localtime(at))
