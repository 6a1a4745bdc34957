"""Answering: a page or a question is read, merged with what other tabs saved, and written in one go."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from murakami.domain.intake.models import Intake
from murakami.domain.intake.operations.writing import IntakeChanged, IntakeClosed, write_intake
from murakami.domain.intake.rules.answers import find_answer, without_keys
from murakami.domain.intake.rules.conflicts import conflicts_of, digest_of
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.intake.rules.pages import Asked, Form, PageReading, Reader, read_page
from murakami.domain.intake.rules.planning import Standing, stand, stand_after
from murakami.domain.intake.rules.prefill import Prefill
from murakami.engines.interview import Item
from murakami.flows.conversation.asking import asked_items, digests_of, guide_question
from murakami.flows.conversation.reading import Conversation, read_conversation
from murakami.flows.conversation.starting import Resident, card_prefill, known_of
from murakami.foundation.events.operations import append
from murakami.kernel.conditions.situation import FactKey, fact_key_of
from murakami.kernel.dates import day_in_japan
from murakami.kernel.facts import Answer, ValueSource

_TRIES = 5
_T = TypeVar("_T")


class PageGone(LookupError):
    """The page is not part of the interview any more: other answers have made it go away."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a page. Unless `is_saved`, nothing was written: `reading.errors` or `conflicts` say why.

    `conversation` stands as it does afterwards; `conflicts` holds, by item, what another tab or device has saved.
    """

    conversation: Conversation
    asked: tuple[Asked, ...]
    reading: PageReading
    conflicts: Mapping[FactKey, Answer]
    is_saved: bool


def save_page(*, key: str, owner: Owner, page_key: str, form: Form, seen: Mapping[str, str], resident: Resident,
              lang: str, at: datetime, leave: bool = False) -> Saved:
    """Save a page of the interview; with `leave` only what can be taken, for going on later.

    Values whose questions are hidden by the new answers are dropped in the same write.

    Raises:
        IntakeNotFound, IntakeClosed
        PageGone: the page is not part of the interview any more.
    SQL: 5 (read, definitions, write, event 2).
    """
    def attempt() -> Saved:
        conversation = read_conversation(key=key, owner=owner, today=day_in_japan(at))
        page = conversation.standing.plan.page(page_key)
        if page is None:
            raise PageGone(page_key)
        prefill = card_prefill(conversation.standing, resident=known_of(conversation.intake, resident=resident))
        return save_items(conversation, page.items, form, seen, prefill, lang=lang, at=at, leave=leave, owner=owner,
                          kind="intake.page_saved")
    return try_again(attempt)


def answer_question(*, key: str, owner: Owner, question: str, form: Form, seen: Mapping[str, str], lang: str,
                    at: datetime) -> Saved:
    """Save the answer to one question of the guide (`question` is "instance.fact"); it counts as written by hand.

    Raises:
        IntakeNotFound, IntakeClosed
        PageGone: there is no such question here.
    SQL: 5.
    """
    def attempt() -> Saved:
        conversation = read_conversation(key=key, owner=owner, today=day_in_japan(at))
        if conversation.standing.guide is None:
            raise PageGone(question)
        item = question_item(conversation.standing, question)
        return save_items(conversation, [item], form, seen, Prefill(), lang=lang, at=at, leave=False, owner=owner,
                          kind="intake.question_answered", mark_as_asked=True)
    return try_again(attempt)


def question_item(standing: Standing, question: str) -> Item:
    """Find a question of the guide by its name. Raises PageGone."""
    try:
        return guide_question(standing, fact_key_of(question))
    except (KeyError, ValueError):
        raise PageGone(question) from None


def try_again(attempt: Callable[[], _T]) -> _T:
    """Do something that another tab may overtake: read again and repeat, a few times. Raises IntakeChanged at last."""
    for left in range(_TRIES, 0, -1):
        try:
            return attempt()
        except IntakeChanged:
            if left == 1:
                raise
    raise AssertionError("unreachable: the last try returns or raises")


def write_answers(conversation: Conversation, answers: Mapping[FactKey, Answer], *, kind: str, at: datetime,
                  asked: Collection[str] = ()) -> Conversation:
    """Write answers over those that are there and drop what they hide, except what was `asked` on its own.

    Returns the conversation as it stands then. Raises IntakeClosed, IntakeChanged. SQL: 1, and 2 where something new
    has been answered.
    """
    intake, before = conversation.intake, conversation.standing
    typed = list(dict.fromkeys((*intake.typed, *asked)))
    after = stand_after(before, answers)
    guide = {fact_key_of(name) for name in typed} if intake.purpose == Intake.Purpose.FILING else frozenset()
    gone = {key for key in after.hidden - guide if find_answer(after.stored, key) is not None}
    if gone:
        after = stand(definitions=before.definitions, people=intake.people, stored=without_keys(after.stored, gone),
                      today=before.today)
    new = sum(find_answer(before.stored, key) is None for key in answers)
    with transaction.atomic():
        write_intake(intake, at=at, answers=dict(after.stored), **({"typed": typed} if asked else {}),
                     **({"chosen": _pins(conversation)} if conversation.moved else {}))
        if new:  # how far people come, not how often they look again
            append(kind=kind, subject_key=intake.subject_key, at=at, channel=intake.channel,
                   procedure=intake.life_event, details={"answers": new})
    return Conversation(intake=intake, standing=after)


def save_items(conversation: Conversation, items: Sequence[Item], form: Form, seen: Mapping[str, str],
               prefill: Prefill, *, lang: str, at: datetime, leave: bool, owner: Owner, kind: str,
               mark_as_asked: bool = False) -> Saved:
    """Read items and write their answers, unless something is wrong or was changed elsewhere meanwhile.

    `mark_as_asked` keeps the names of the items with the conversation. Raises IntakeClosed, IntakeChanged. SQL: 3.
    """
    if conversation.intake.state != Intake.State.OPEN:
        raise IntakeClosed(conversation.intake.key)
    standing = conversation.standing
    asked = tuple(asked_items(standing, items, lang=lang, prefill=prefill))
    source = ValueSource.PROXY if conversation.intake.mandate_key else ValueSource.RESIDENT
    reading = read_page(asked, form, reader=Reader(today=day_in_japan(at), at=at, by=owner.mailbox_key, source=source))
    conflicts = {} if leave else _conflicts(standing, asked, reading, seen)
    if (reading.errors and not leave) or conflicts:
        return Saved(conversation, asked, reading, conflicts, is_saved=False)
    answers = _worth_saving(standing, reading, leave=leave)
    names = [one.item.field_key for one in asked] if mark_as_asked else []
    if answers or conversation.moved or not set(names) <= set(conversation.intake.typed):
        conversation = write_answers(conversation, answers, kind=kind, at=at, asked=names)
    return Saved(conversation, asked, reading, {}, is_saved=True)


def _worth_saving(standing: Standing, reading: PageReading, *, leave: bool) -> dict[FactKey, Answer]:
    """Leave out what is stored already; when leaving, also what nobody has filled in yet."""
    changed = {}
    for key, answer in reading.answers.items():
        stored = find_answer(standing.stored, key)
        if stored == answer or (leave and answer.value_json is None and stored is None):
            continue
        changed[key] = answer
    return changed


def _conflicts(standing: Standing, asked: Iterable[Asked], reading: PageReading,
               seen: Mapping[str, str]) -> dict[FactKey, Answer]:
    items = {one.item.field_key: one.item for one in asked}
    stored = digests_of(standing, items.values())
    if all(seen.get(name, now) == now for name, now in stored.items()):
        return {}  # nobody else has written: what was posted need not be looked at
    posted = {item.field_key: digest_of(reading.answers[item.key].value_json, known=True)
              for item in items.values() if item.key in reading.answers}
    found = conflicts_of(seen=seen, stored=stored, posted=posted)
    answers = {items[name].key: find_answer(standing.stored, items[name].key) for name in found}
    return {key: answer for key, answer in answers.items() if answer is not None}


def _pins(conversation: Conversation) -> dict[str, str]:
    """Pin the chosen procedures to the versions these answers were given under, in the order of choosing."""
    now = {version.id: version.sha for version in conversation.standing.definitions.versions}
    return {procedure: now.get(procedure, sha) for procedure, sha in conversation.intake.chosen.items()}
