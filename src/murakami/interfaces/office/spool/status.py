"""How the messages stand: what hinders, what waits, what failed, what was refused, keys and decisions."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.foundation.keys.cards import Card
from murakami.foundation.spool.between import Between, get_between, list_waiting
from murakami.foundation.spool.decisions import list_decisions
from murakami.foundation.spool.queries import get_status, list_dead_messages
from murakami.interfaces.components.shapes import Column, FactRow
from murakami.interfaces.office.frame import now, show
from murakami.interfaces.office.spool.door import for_operators
from murakami.interfaces.office.spool.words import (
    DECIDED,
    REASONS,
    TROUBLES,
    ZONES,
    age_words,
    failure_words,
    moment_words,
    topic_words,
)

MOST_SHOWN = 50


@for_operators
@require_GET
def status(request: HttpRequest) -> HttpResponse:
    """Show how the messages stand. SQL: 10, and the session's."""
    at, between, counts = now(), get_between(), get_status()
    dead = list_dead_messages(limit=MOST_SHOWN)
    return show(
        request, "office/spool/status.html", here="spool", between=between, waiting_count=counts.waiting, dead_count=counts.dead,
        is_well=not counts.dead and not (between and (between.trouble or between.other.is_silent(at=at))),
        trouble=TROUBLES.get(between.trouble) if between else None, silent=_silence(between, at),
        other_name=ZONES[between.other.name] if between else "", facts=_facts(between, at) if between else (), other=_other_facts(between, at) if between else (),
        waiting=[(topic_words(lot.topic), lot.count, age_words(lot.oldest_at, at=at)) for lot in list_waiting()],
        dead=[(one, topic_words(one.topic), moment_words(one.dead_at), failure_words(one.error)) for one in dead],
        refused=[(one, REASONS.get(one.reason, one.reason), moment_words(one.at)) for one in (between.refused if between else ())],
        keys=_keys(between, at) if between else (),
        decisions=[(one, topic_words(one.topic), DECIDED[one.decided], moment_words(one.at)) for one in list_decisions()],
        columns=_columns())


def _columns() -> dict[str, list[Column]]:
    def of(*labels: str) -> list[Column]:
        return [Column(label=label) for label in labels]

    return {
        "waiting": of(_("種類"), _("件数"), _("いちばん古いもの")),
        "dead": of(_("種類"), _("わけ"), _("あきらめた時"), _("うしろで待つ数")),
        "refused": [Column(label=_("番号"), number=True), *of(_("わけ"), _("いつ"), _("いまは"))],
        "keys": of(_("区域"), _("鍵の名前"), _("作った時")),
        "decisions": of(_("いつ"), _("種類"), _("決めたこと"), _("決めた人"), _("理由")),
    }


def _silence(between: Between | None, at: datetime) -> str:
    if between is None or not between.other.is_silent(at=at):
        return ""
    return age_words(between.other.heard_at, at=at)


def _facts(between: Between, at: datetime) -> list[FactRow]:
    waits = _("{n}件（いちばん古いものは{age}）").format(
        n=between.unacknowledged, age=age_words(between.oldest_unacknowledged_at, at=at)) if between.unacknowledged else _("ありません")
    return [
        FactRow(label=_("最後に受け取った時"), value=age_words(between.taken_in_at, at=at)),
        FactRow(label=_("最後に送った時"), value=age_words(between.written_at, at=at)),
        FactRow(label=_("受け取った番号"), value=_("{n}まで").format(n=between.received)),
        FactRow(label=_("送った番号"), value=_("{n}まで").format(n=between.sent)),
        FactRow(label=_("まだ受け取られていないもの"), value=waits),
    ]


def _other_facts(between: Between, at: datetime) -> list[FactRow]:
    other = between.other
    waits = _("{n}件").format(n=other.waiting)
    if other.waiting and other.oldest_at:
        waits += _("（いちばん古いものは{age}）").format(age=age_words(other.oldest_at, at=at))
    return [
        FactRow(label=_("最後の便り"), value=age_words(other.heard_at, at=at)),
        FactRow(label=_("待っているもの"), value=waits),
        FactRow(label=_("あきらめたもの"), value=_("{n}件").format(n=other.dead)),
        FactRow(label=_("受け取りを断ったもの"), value=_("{n}件").format(n=other.refused)),
    ]


def _keys(between: Between, at: datetime) -> list[tuple[str, str, str]]:
    own, other = str(ZONES[between.zone]), str(ZONES[between.other.name])
    return [*(_key(card, own, at) for card in between.keys), *(_key(card, other, at) for card in between.cards)]


def _key(card: Card, zone: str, at: datetime) -> tuple[str, str, str]:
    return zone, card.spoken_id, f"{moment_words(card.made_at)}（{age_words(card.made_at, at=at)}）"
