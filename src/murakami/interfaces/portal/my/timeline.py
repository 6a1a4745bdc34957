"""What happened to a filing and what comes next, line by line, oldest first."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from murakami.domain.mailbox.models import MailboxItem, TimelineEntry
from murakami.domain.mailbox.queries import ItemPage
from murakami.domain.mailbox.rules import EntryKind, ItemState, is_ended
from murakami.domain.procedures.queries import find_version, work_calendar
from murakami.interfaces.components.shapes import Moment
from murakami.interfaces.portal.wording import day_words, entry_words, lang, time_words
from murakami.kernel.dates import day_in_japan
from murakami.kernel.languages import text_in


def moments_of(page: ItemPage) -> tuple[Moment, ...]:
    """Tell what happened; the last line says what the office does next. SQL: at most 1, the definitions."""
    past = tuple(_moment(entry) for entry in told(page.entries))
    if is_ended(page.item.state):
        return past
    return (*past, Moment(at=_when(page.item), text=_expected(page), state="next"))


def told(entries: Sequence[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """Leave out what says nothing new: a state told twice in a row, and the state that a line of its own tells."""
    return tuple(_news(entries))


def expected_on(item: MailboxItem) -> date | None:
    """Say until when a result is expected: as the agency tells, before that by the standard period. SQL: at most 1.

    None while the clock stands still, and where no period is set.
    """
    if item.due_on is not None or item.state != ItemState.FILED:
        return item.due_on
    return standard_day(procedure=item.procedure, version=item.version, filed_at=item.filed_at)


def standard_day(*, procedure: str, version: str, filed_at: datetime) -> date | None:
    """Count the standard period of a version from the day of filing; None where its pack sets none. SQL: at most 1."""
    found = find_version(procedure, version)
    if found is None or found.standard_period is None:
        return None
    return work_calendar().add_working_days(day_in_japan(filed_at), found.standard_period)


def _news(entries: Sequence[TimelineEntry]) -> Iterable[TimelineEntry]:
    state = ""
    for entry in entries:
        repeats = entry.state == state and not text_in(entry.note, lang())
        if entry.kind != EntryKind.PROGRESSED or (entry.state != ItemState.CORRECTION_REQUESTED and not repeats):
            yield entry
        state = entry.state or state


def _moment(entry: TimelineEntry) -> Moment:
    href, link_text = _link(entry)
    return Moment(at=time_words(entry.at), iso=entry.at.isoformat(), text=entry_words(kind=entry.kind, state=entry.state),
                  note=text_in(entry.note, lang()), href=href, link_text=link_text)


def _link(entry: TimelineEntry) -> tuple[str, str]:
    """Lead to what a line tells of: its key ends in the key of the letter or the request."""
    key = entry.key.rpartition(":")[2]
    if entry.kind == EntryKind.LETTER:
        return reverse("portal:my-letter", args=[key]), _("開く（PDF）")
    if entry.kind == EntryKind.CORRECTION_REQUESTED:
        return reverse("portal:my-correction", args=[key]), _("見る")
    return "", ""


def _when(item: MailboxItem) -> str:
    day = expected_on(item)
    return _("{day}ごろまで").format(day=day_words(day)) if day else _("これから")


def _expected(page: ItemPage) -> str:
    if page.item.state == ItemState.CORRECTION_REQUESTED:
        return _("返事が届いたら、続きを確認します") if page.open_corrections else _("担当の課が、続きを確認します")
    if page.item.kind == "declaration":
        return _("手続が終わったらお知らせします")
    return _("結果をお知らせします")
