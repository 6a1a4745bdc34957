"""The words of the breach kit."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from murakami.flows.agency.breach import Item, Notice
from murakami.foundation.looks.breaches import Duty, Fear, Kind
from murakami.foundation.looks.models import Breach

KINDS: Final[Mapping[Kind, Promise]] = {Kind.LEAK: _l("漏えい（外に出た・見られた）"), Kind.LOSS: _l("滅失（なくなった）"),
                                        Kind.DAMAGE: _l("毀損（変えられた・読めない）")}
FEARS: Final[Mapping[Fear, Promise]] = {Fear.DISHONEST: _l("不正の目的で行われたおそれがある"),
                                        Fear.MONEY: _l("不正に使われて、財産の被害が出るおそれがある")}
DECISIONS: Final[Mapping[str, Promise]] = {
    Breach.Decision.NOTIFY: _l("本人に知らせる"), Breach.Decision.NO_NOTICE: _l("本人に知らせない")}
DUTIES: Final[Mapping[Duty, Promise]] = {
    Duty.SENSITIVE: _l("要配慮個人情報が含まれる（規則43条1号）"), Duty.MONEY: _l("財産の被害のおそれ（同2号）"),
    Duty.DISHONEST: _l("不正の目的のおそれ（同3号）"), Duty.MANY: _l("本人の数が100人をこえる（同4号）")}


def item_words(items: Iterable[Item]) -> str:
    """List the items, sensitive ones marked."""
    return "、".join(f"{item.label}（要配慮）" if item.is_sensitive else item.label for item in items)


def letter_body(breach: Breach, notice: Notice, *, city: str, unit: str, phone: str) -> str:
    """Write the notice. Source: 個人情報の保護に関する法律 68条2項, 同法施行規則 45条."""
    harm = breach.harm or _("いまのところ、確かめられた被害はありません。")
    parts = (
        _("{city}が持っているあなたの情報について、次のことがありました。おわびします。").format(city=city),
        _("1 何があったか\n{summary}").format(summary=breach.summary),
        _("2 対象になった情報\n{items}").format(items=item_words(notice.items)),
        _("3 原因\n{cause}").format(cause=breach.cause or _("調べています。分かりしだい、お知らせします。")),
        _("4 二次的な被害、またはそのおそれ\n{harm}").format(harm=harm),
        _("5 これからの対応\n{measures}").format(measures=breach.measures or _("同じことが起きないように、対応を進めています。")),
        _("問い合わせ先：{unit} {phone}").format(unit=unit, phone=phone))
    return "\n\n".join(parts)


