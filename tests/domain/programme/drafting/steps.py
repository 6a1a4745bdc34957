"""The steps from a draft to the policy in force, each from a fresh page."""

from datetime import date, datetime, timedelta
from typing import Final

from murakami.domain.programme.models import Comment, Edition, Hearing
from murakami.domain.programme.operations import adopting, hearing
from murakami.domain.programme.operations.drafting import Change, change_draft
from murakami.domain.programme.operations.hearing import Spoken
from murakami.domain.programme.rules.drafting import Heading
from murakami.foundation.accounts.rules import Actor
from tests.domain.programme.year.cast import NOW

CODE: Final = "2.0"
HEADING: Final = Heading(code=CODE, title="見本町DX推進方針", version_title="第2.0版", dated="2027-03", first=2027, last=2031)
OPENS, CLOSES = date(2026, 11, 28), date(2026, 12, 27)
AFTER: Final = NOW + timedelta(days=40)


def change(actor: Actor, change: Change, *, at: datetime = NOW, revision: int | None = None) -> Edition:
    """Change the draft."""
    return change_draft(code=CODE, change=change, actor=actor, at=at, revision=revision_of() if revision is None else revision)


def announce(actor: Actor, *, opens_on: date = OPENS, closes_on: date = CLOSES, at: datetime = NOW) -> Hearing:
    """Open the hearing."""
    return hearing.open_hearing(code=CODE, opens_on=opens_on, closes_on=closes_on, announcement="ご意見をお寄せください。",
                                actor=actor, revision=revision_of(), at=at)


def say(body: str, *, key: str = "a" * 32, about: str = "2-1-1") -> Comment:
    """Let somebody comment."""
    return hearing.receive_comment(Spoken(key=key, edition=CODE, about=about, body=body, name="架空　花子",
                                          contact="hanako@example.jp", received_at=NOW))


def answer(actor: Actor, *, key: str = "a" * 32, at: datetime = AFTER) -> Comment:
    """Answer it."""
    return hearing.answer_comment(edition=CODE, key=key, effect=Comment.Effect.REFLECTED, answer="文を直しました。", actor=actor, at=at)


def publish(actor: Actor, *, at: datetime = AFTER) -> Hearing:
    """Publish the answers."""
    return hearing.publish_results(code=CODE, result="1件のご意見をいただきました。", actor=actor, revision=revision_of(), at=at)


def adopt(actor: Actor, *, at: datetime = AFTER) -> Edition:
    """Adopt the draft."""
    return adopting.adopt_draft(code=CODE, actor=actor, revision=revision_of(), at=at)


def revision_of() -> int:
    """How often the draft has been written."""
    return Edition.objects.get(code=CODE).revision
