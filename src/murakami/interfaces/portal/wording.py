"""What states and steps are called before residents: one place, so that a word means the same on every page."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from murakami.domain.mailbox.rules import EntryKind, ItemState, NextStep, days_left
from murakami.interfaces.components.shapes import Tone
from murakami.kernel.eras import format_era_date

_STATES: Mapping[str, object] = {
    ItemState.FILED: gettext_lazy("提出しました"),
    ItemState.RECEIVED: gettext_lazy("受け付けました"),
    ItemState.UNDER_REVIEW: gettext_lazy("内容を確認しています"),
    ItemState.IN_WORK: gettext_lazy("手続を進めています"),
    ItemState.CORRECTION_REQUESTED: gettext_lazy("確認のお願いがあります"),
    ItemState.AWAITING_APPROVAL: gettext_lazy("決める準備をしています"),
    ItemState.DECIDED: gettext_lazy("決まりました"),
    ItemState.CLOSED: gettext_lazy("終わりました"),
    ItemState.WITHDRAWN: gettext_lazy("取り下げました"),
}
_ENTRIES: Mapping[str, object] = {
    EntryKind.FILED: gettext_lazy("提出しました"),
    EntryKind.CORRECTION_REQUESTED: gettext_lazy("確認してほしいことが届きました"),
    EntryKind.CORRECTION_ANSWERED: gettext_lazy("直した内容を送りました"),
    EntryKind.SUPPLEMENTED: gettext_lazy("あとから出す書類を送りました"),
    EntryKind.LETTER: gettext_lazy("通知が届きました"),
    EntryKind.MESSAGE_FROM_UNIT: gettext_lazy("担当の課からメッセージが届きました"),
    EntryKind.MESSAGE_TO_UNIT: gettext_lazy("担当の課にメッセージを送りました"),
    EntryKind.WITHDRAWAL_SENT: gettext_lazy("取下げを届け出ました"),
}


def lang() -> str:
    """Give the language of this page as packs name it: ja, ja-easy, en."""
    return get_language() or "ja"


def state_word(state: str) -> str:
    """Name where a filing stands."""
    return str(_STATES.get(state, state))


def state_tone(state: str) -> Tone:
    """Colour a state; the word says it too."""
    if state in {ItemState.DECIDED, ItemState.CLOSED}:
        return "good"
    if state == ItemState.CORRECTION_REQUESTED:
        return "warn"
    return "plain" if state == ItemState.WITHDRAWN else "key"


def entry_words(*, kind: str, state: str) -> str:
    """Say what a line of the timeline tells."""
    return str(_ENTRIES[kind]) if kind in _ENTRIES else state_word(state)


def next_step_words(step: NextStep, *, due_on: date | None, owes: bool = False) -> str:
    """Say what the resident does next, or what the office does; `owes` says whether documents have still to come."""
    match step:
        case NextStep.ANSWER_CORRECTION:
            return _("確認のお願いが届いています。直すところだけ直して送れます。")
        case NextStep.READ_LETTER:
            return _("通知が届いています。開いて読んでください。")
        case NextStep.READ_MESSAGE:
            return _("担当の課からメッセージが届いています。")
        case NextStep.NOTHING:
            return _("この手続は終わりました。することはありません。")
    return _waiting_words(due_on=due_on, owes=owes)


def _waiting_words(*, due_on: date | None, owes: bool) -> str:
    if owes:
        return _("まだ出していない書類があります。用意ができたら、この手続のページから出してください。")
    if due_on is not None:
        return _("いまは待つだけで大丈夫です。{day}ごろまでに結果をお知らせします。").format(day=day_words(due_on))
    return _("いまは待つだけで大丈夫です。変わったことがあると、ここでお知らせします。")


def ended_words(*, state: str, outcome: str | None) -> str:
    """Say how a filing ended. `outcome` is what its letter says, None where no letter is in the mailbox."""
    if state == ItemState.WITHDRAWN or (outcome is None and state != ItemState.DECIDED):
        return _("この手続は終わりました。することはありません。")
    match outcome:
        case None:
            return _("結果が決まりました。通知でお知らせします。")
        case "granted":
            return _("認められました。くわしいことは、届いた通知に書いてあります。")
        case "partly":
            return _("一部が認められました。理由と、納得できないときにできることは、届いた通知に書いてあります。")
        case "refused" | "dismissed":
            return _("認められませんでした。理由と、納得できないときにできることは、届いた通知に書いてあります。")
    return _("結果が決まりました。くわしいことは、届いた通知に書いてあります。")


def days_left_words(*, until: date | None, today: date) -> str:
    """Say how long something can still be done; "" where no day is set."""
    if until is None:
        return ""
    left = days_left(until=until, today=today)
    if left < 0:
        return _("期限を過ぎています")
    if left == 0:
        return _("今日まで")
    return ngettext("あと{days}日", "あと{days}日", left).format(days=left)


def day_words(day: date) -> str:
    """Write a day as people say it: 11月23日; with the era where the year needs saying."""
    return format_date(day, _("n月j日")) if day.year == timezone.localdate().year else full_day_words(day)


def full_day_words(day: date) -> str:
    """Write a day with its year: in Japan's era in Japanese; as a calendar from abroad has it where words are kept easy."""
    match lang():
        case "en":
            return format_date(day, "j F Y")
        case "ja-easy":
            return format_date(day, "Y年n月j日")
    return format_era_date(day)


def time_words(moment: datetime) -> str:
    """Write a moment in Japan's time: 11月23日 21時14分."""
    local = timezone.localtime(moment)
    return _("{day} {hour}時{minute:02}分").format(day=day_words(local.date()), hour=local.hour, minute=local.minute)


def size_words(size: int) -> str:
    """Write the size of a file."""
    return f"{size / 1024**2:.1f}MB" if size >= 1024**2 else f"{max(1, size // 1024)}KB"
