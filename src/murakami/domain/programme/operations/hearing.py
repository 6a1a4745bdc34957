"""Hearing everybody on a draft: announced, commented on, answered, and the answers made public."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from murakami.domain.programme.models import Comment, Edition, Hearing
from murakami.domain.programme.operations.cycle import require_office
from murakami.domain.programme.operations.drafting import (
    DraftNotFound,
    base_of,
    edition_subject,
    lock_draft,
    require_ready,
    write_draft,
)
from murakami.domain.programme.queries.shelf import read_shelf
from murakami.domain.programme.rules.changes import changes_document
from murakami.domain.programme.rules.drafting import DraftRefused
from murakami.domain.programme.rules.edition_document import public_document, read_edition
from murakami.domain.programme.rules.hearing import Announced, Answered, hearing_document
from murakami.domain.publications.comment_numbers import comment_number
from murakami.domain.publications.operations import publish_document
from murakami.domain.publications.queries import find_published
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append
from murakami.kernel.dates import day_in_japan

POLICY_HEARING: Final = "policy-hearing"


class HearingUnknown(LookupError):
    """Nobody is heard on such an edition, or there is no such comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A comment as it arrives; `about` is the code of an initiative or empty, name and contact may be empty."""

    key: str
    edition: str
    about: str
    body: str
    name: str
    contact: str
    received_at: datetime


@transaction.atomic
def open_hearing(*, code: str, opens_on: date, closes_on: date, announcement: str, actor: Actor, revision: int,
                 at: datetime, names_kept_days: int = 90) -> Hearing:
    """Announce a hearing on a draft and publish the draft with what changed; the draft then stands still until it closes.

    `names_kept_days` is promised with it: who commented is forgotten so many days after the results.
    Raises CycleNotPermitted, DraftNotFound, DraftChanged, DraftNotReady, DraftRefused(`heard_already`, `days_wrong`,
    `announcement_missing`). SQL: 18.
    """
    require_office(actor, at=at)
    draft = lock_draft(code, revision=revision)
    if Hearing.objects.filter(edition=draft).exists():
        raise DraftRefused("heard_already")
    if opens_on < day_in_japan(at) or closes_on < opens_on:
        raise DraftRefused("days_wrong")
    if not announcement.strip():
        raise DraftRefused("announcement_missing")
    require_ready(draft)
    draft.state = Edition.State.HEARING
    write_draft(draft, draft.document, kind="programme.hearing_opened", at=at)
    hearing = Hearing.objects.create(edition=draft, opens_on=opens_on, closes_on=closes_on, announcement=announcement.strip(),
                                     names_kept_days=names_kept_days)
    publish_hearing(hearing, document=_announcement(hearing), at=at)
    return hearing


@transaction.atomic
def receive_comment(spoken: Spoken) -> Comment:
    """Keep a comment, once per key. Raises HearingUnknown. SQL: 5."""
    hearing = Hearing.objects.filter(edition__code=spoken.edition).first()
    if hearing is None:
        raise HearingUnknown(spoken.edition)
    comment, is_new = Comment.objects.get_or_create(key=spoken.key, defaults={
        "hearing": hearing, "about": spoken.about, "body": spoken.body, "name": spoken.name, "contact": spoken.contact,
        "received_at": spoken.received_at})
    if is_new:
        append(kind="programme.commented", subject_key=edition_subject(spoken.edition), at=spoken.received_at, details={})
    return comment


@transaction.atomic
def answer_comment(*, edition: str, key: str, effect: Comment.Effect, answer: str, actor: Actor, at: datetime) -> Comment:
    """Answer a comment; until the results are published an answer may be written again.

    Raises CycleNotPermitted, HearingUnknown, DraftRefused(`answer_missing`, `results_published`). SQL: 4.
    """
    require_office(actor, at=at)
    comments = Comment.objects.select_for_update(of=("self",)).select_related("hearing")
    comment = comments.filter(key=key, hearing__edition__code=edition).first()
    if comment is None:
        raise HearingUnknown(key)
    if comment.hearing.answered_at is not None:
        raise DraftRefused("results_published")
    if not answer.strip():
        raise DraftRefused("answer_missing")
    comment.effect, comment.answer, comment.answered_at = effect, answer.strip(), at
    comment.save(update_fields=["effect", "answer", "answered_at"])
    append(kind="programme.comment_answered", subject_key=edition_subject(edition), at=at, details={"effect": effect.value})
    return comment


@transaction.atomic
def publish_results(*, code: str, result: str, actor: Actor, revision: int, at: datetime) -> Hearing:
    """Publish every comment without its sender, and its answer.

    Raises CycleNotPermitted, DraftNotFound, DraftChanged, HearingUnknown, DraftRefused(`hearing_open`, `unanswered`,
    `results_published`). SQL: 14.
    """
    require_office(actor, at=at)
    draft = lock_draft(code, revision=revision)
    hearing = Hearing.objects.select_for_update().filter(edition=draft).first()
    if hearing is None:
        raise HearingUnknown(code)
    if hearing.answered_at is not None:
        raise DraftRefused("results_published")
    if day_in_japan(at) <= hearing.closes_on:
        raise DraftRefused("hearing_open")
    if hearing.comments.filter(answered_at=None).exists():
        raise DraftRefused("unanswered")
    hearing.result, hearing.answered_at = result.strip(), at
    hearing.save(update_fields=["result", "answered_at"])
    write_draft(draft, draft.document, kind="programme.hearing_answered", at=at)
    publish_hearing(hearing, document=_results(hearing), at=at)
    return hearing


def publish_hearing(hearing: Hearing, *, document: dict[str, Any], at: datetime) -> None:
    """Make a document the public state of a hearing. SQL: 6."""
    title = f"{document['title']} {document['version_title']}"
    publish_document(kind=POLICY_HEARING, key=hearing.edition.code, title=title, document=document, at=at)


def end_announcement(hearing: Hearing, *, at: datetime) -> None:
    """Take the draft out of public view once it is the policy; comments and answers stay to be read. SQL: 8."""
    found = find_published(POLICY_HEARING, hearing.edition.code)
    if found is not None:
        document = {**found.document, "adopted": True, "draft": None, "changes": None}
        publish_hearing(hearing, document=document, at=at)


def _announcement(hearing: Hearing) -> dict[str, Any]:
    draft, shelf = hearing.edition, read_shelf()
    edition, before = read_edition(draft.document), read_edition(base_of(draft))
    lineage = shelf.lineages.get((before.edition, edition.edition))
    return hearing_document(_announced(hearing), draft=public_document(edition, shelf),
                            changes=changes_document(before, edition, lineage))


def _results(hearing: Hearing) -> dict[str, Any]:
    """Add what was said to what was announced: the text on which it was said stays the one that was published."""
    found = find_published(POLICY_HEARING, hearing.edition.code)
    if found is None:
        raise DraftNotFound(hearing.edition.code)
    said = [Answered(comment_number(one.key), one.about, one.body, one.effect, one.answer)
            for one in hearing.comments.order_by("received_at", "pk")]
    return hearing_document(
        _announced(hearing), draft=found.document["draft"], changes=found.document["changes"], result=hearing.result,
        comments=said, answered_at=hearing.answered_at)


def _announced(hearing: Hearing) -> Announced:
    return Announced(edition=hearing.edition.code, opens_on=hearing.opens_on, closes_on=hearing.closes_on,
                     announcement=hearing.announcement, names_kept_days=hearing.names_kept_days)
