"""Words that only my page needs: what a filing is called, why something is asked again, why something cannot be done."""

from django.utils.translation import gettext as _

from murakami.domain.mailbox.models import MailboxItem
from murakami.domain.mailbox.rules import ItemState, is_ended
from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.portal.showcase.about import unit_of
from murakami.interfaces.portal.wording import lang, state_tone, state_word
from murakami.kernel.languages import text_in


def item_title(item: MailboxItem) -> str:
    """Name a filing, with the child it is for where each has their own."""
    title = text_in(item.title, lang())
    return _("{title}：{about}").format(title=title, about=item.about) if item.about else title


def item_state(item: MailboxItem, *, asks: bool) -> tuple[str, Tone]:
    """Name where a filing stands and colour it; `asks` says whether a request for correction waits for its answer.

    What the resident has just sent is said at once, before the agency has confirmed it.
    """
    if item.withdrawal_sent_at is not None and not is_ended(item.state):
        return _("取下げの確認を待っています"), "plain"
    if item.state == ItemState.CORRECTION_REQUESTED and not asks:
        return _("返事を送りました"), "key"
    return state_word(item.state), state_tone(item.state)


def unit_name(code: str) -> str:
    """Name the unit in charge."""
    unit = unit_of(code)
    return unit.name_in(lang()) if unit else _("担当の課")


def correction_kind_word(kind: str) -> str:
    """Say what seems to be wrong with an item."""
    return {"incorrect": _("ちがっているようです"), "incomplete": _("足りないようです"),
            "outdated": _("古いようです")}.get(kind, "")


def refusal_words(code: str) -> str:
    """Say why an act in the mailbox is not possible, and what one can do instead."""
    return {
        "already_withdrawn": _("この手続は、もう取り下げています。"),
        "already_ended": _("この手続は、もう終わっています。変えたいことがあるときは、担当の課に電話してください。"),
        "already_answered": _("この確認には、もう返事を送っています。"),
        "no_longer_wanted": _("この確認は、もう必要なくなりました。することはありません。"),
        "empty": _("メッセージを書いてください。"),
        "too_long": _("メッセージは2000文字までです。短くしてください。"),
        "withdrawn": _("取り下げた手続には、メッセージを送れません。担当の課に電話してください。"),
    }.get(code, _("いまは、できません。担当の課に電話してください。"))
