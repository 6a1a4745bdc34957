"""Mandates in words."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.rules import Act, Ender, Kind, Shown, State
from murakami.domain.procedures.queries import find_version
from murakami.interfaces.components.shapes import FactRow, Tone
from murakami.interfaces.portal.showcase.about import short_title
from murakami.interfaces.portal.wording import full_day_words

_ENDED_BY_A_SIDE: Final = frozenset({Ender.GIVER, Ender.PROXY})


def kind_word(kind: str) -> str:
    """Say what the two people are to each other."""
    return {Kind.FAMILY: _("家族"), Kind.SUPPORTER: _("支援する人（ケアマネジャーなど）"), Kind.AGENT: _("そのほかの代理人"),
            Kind.PARENT: _("親権者"), Kind.GUARDIAN: _("成年後見人・保佐人・補助人")}[Kind(kind)]


def state_tag(mandate: Mandate, *, holds: bool) -> tuple[str, Tone]:
    """Say where a mandate stands, and colour it."""
    if mandate.state == State.CONFIRMED:
        return (_("使えます"), "good") if holds else (_("期限が過ぎました"), "plain")
    return {State.ASKED: (_("返事を待っています"), "key"), State.REFUSED: (_("ことわられました"), "plain"),
            State.ENDED: (_("終わりました"), "plain")}[State(mandate.state)]  # type: ignore[return-value]


def terms_rows(mandate: Mandate) -> tuple[FactRow, ...]:
    """Say what a mandate allows, line by line. SQL: as `find_version`."""
    return (
        FactRow(label=_("手続をする人（本人）"), value=mandate.giver_name or _("まだ返事がありません")),
        FactRow(label=_("代わりにする人"), value=mandate.proxy_name or _("まだ返事がありません")),
        FactRow(label=_("関係"), value=kind_word(mandate.kind)),
        FactRow(label=_("代わりにできること"), value="\n".join(_acts(mandate))),
        FactRow(label=_("手続"), value="\n".join(_procedures(mandate)) or _("すべての手続")),
        FactRow(label=_("期間"), value=_("{since}から{until}まで").format(
            since=full_day_words(mandate.since), until=full_day_words(mandate.until))),
        *(FactRow(label=label, value=value) for label, value in _shown(mandate)),
    )


def refusal_words(code: str) -> str:
    """Say why something cannot be asked for or answered."""
    return {
        "code_unknown": _("この番号の依頼は見つかりません。番号を確かめてください。7日を過ぎた番号や、一度使った番号は使えません。"),
        "not_for_firms": _("事業者が受けられるのは、「支援する人」と「そのほかの代理人」だけです。家族の代理は、その人のマイページで受けてください。"),
        "not_given_by_firms": _("事業者の手続は、その事業者のほかの社員が、自分のGビズIDで入ってしてください。ここで人に頼むことはできません。"),
        "own_invitation": _("自分で作った番号です。相手に伝えて、相手の画面で入れてもらってください。"),
    }.get(code, _("いまは、できません。もう一度はじめから試してください。"))


def _shown(mandate: Mandate) -> Iterable[tuple[str, str]]:
    if mandate.shown == Shown.OWN_CONFIRMATION:
        yield _("確かめ方"), _("二人が、それぞれのサインインで確かめました")
    elif mandate.shown == Shown.DOCUMENT:
        yield _("確かめ方"), _("書類か住民記録で、市役所が確かめました（受付番号 {number}）").format(number=mandate.receipt_number)
    if mandate.ended_by in _ENDED_BY_A_SIDE:  # what the office ends may be for somebody's safety: it is only over
        yield _("やめた人"), {Ender.GIVER: _("本人"), Ender.PROXY: _("代わりにする人")}[Ender(mandate.ended_by)]


def _acts(mandate: Mandate) -> Iterable[str]:
    allowed = mandate.terms.acts
    yield _("書いて、出すところまで") if Act.FILE in allowed else _("書くところまで（出すのは本人）")
    yield _("出したあとのようすや結果を見る") if Act.READ_RESULTS in allowed else _("出したあとのようすは見ない")


def _procedures(mandate: Mandate) -> Iterable[str]:
    for name in mandate.procedures:
        version = find_version(name)
        if version is not None:
            yield short_title(version)
