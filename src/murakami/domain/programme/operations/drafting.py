"""Writing the next edition in the browser: begun from an adopted one, changed step by step, a stale page refused."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from murakami.domain.programme.checks.drafts import draft_problems
from murakami.domain.programme.models import Edition, Hearing
from murakami.domain.programme.operations.cycle import require_office
from murakami.domain.programme.rules.drafting import Document, DraftRefused, Heading, begin
from murakami.domain.programme.rules.edition_document import read_edition
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append
from murakami.foundation.packs.problems import Problem
from murakami.kernel.dates import day_in_japan
from murakami.kernel.json_values import sha256_of

Change = Callable[[Document, Mapping[str, Any]], Document]
"""Makes a new document of the draft's and its base's; may raise DraftRefused."""


class DraftNotFound(LookupError):
    """There is no such draft of the browser."""


class DraftChanged(RuntimeError):
    """Somebody else has written in the draft since the page was opened; read it again."""


class DraftNotReady(ValueError):
    """The draft holds what would be refused in a pack; `problems` name the places."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(len(problems))
        self.problems = problems


@transaction.atomic
def begin_draft(*, base: str, heading: Heading, actor: Actor, at: datetime) -> Edition:
    """Begin a next edition as a copy of an adopted one, in which every initiative is kept.

    Raises CycleNotPermitted, DraftNotFound (no adopted edition `base`), DraftRefused(`code_taken`, `code_not_after`,
    `period_wrong`). SQL: 5.
    """
    require_office(actor, at=at)
    found = Edition.objects.select_for_update().filter(code=base, state=Edition.State.ADOPTED).first()
    if found is None:
        raise DraftNotFound(base)
    if Edition.objects.filter(code=heading.code).exists():
        raise DraftRefused("code_taken")
    document = begin(found.document, heading)
    _refuse_misshapen(document, found.document)
    draft = Edition(code=heading.code, based_on=found, origin=Edition.Origin.BROWSER, state=Edition.State.DRAFT)
    return write_draft(draft, document, kind="programme.draft_begun", at=at)


@transaction.atomic
def change_draft(*, code: str, change: Change, actor: Actor, revision: int, at: datetime) -> Edition:
    """Change a draft; while it is heard it stands still, after that it takes up what was said.

    Raises CycleNotPermitted, DraftNotFound, DraftChanged, DraftRefused(`being_heard`, `format` and those of the change).
    SQL: 6.
    """
    require_office(actor, at=at)
    draft = lock_draft(code, revision=revision)
    if is_being_heard(draft, on=day_in_japan(at)):
        raise DraftRefused("being_heard")
    base = base_of(draft)
    document = change(draft.document, base)
    if document == draft.document:
        return draft
    _refuse_misshapen(document, base)
    return write_draft(draft, document, kind="programme.draft_changed", at=at)


def lock_draft(code: str, *, revision: int) -> Edition:
    """Take a draft for writing until the transaction ends. Raises DraftNotFound, DraftChanged. SQL: 1."""
    drafts = Edition.objects.select_for_update().filter(origin=Edition.Origin.BROWSER)
    draft = drafts.filter(code=code).exclude(state=Edition.State.ADOPTED).first()
    if draft is None:
        raise DraftNotFound(code)
    if draft.revision != revision:
        raise DraftChanged(code)
    return draft


def write_draft(draft: Edition, document: Document, *, kind: str, at: datetime) -> Edition:
    """Store a document of a locked draft and one event of `kind`. SQL: 3."""
    draft.document, draft.sha256, draft.changed_at = document, sha256_of(document), at
    draft.revision += 1
    draft.save()
    append(kind=kind, subject_key=edition_subject(draft.code), at=at, details={"revision": draft.revision})
    return draft


def edition_subject(code: str) -> str:
    """Name an edition in the book of events."""
    return f"edition-{code.replace('.', '-')}"


def base_of(draft: Edition) -> Mapping[str, Any]:
    """Give the document that a draft is based on. SQL: 1, or 0 when it was joined."""
    assert draft.based_on is not None
    document: Mapping[str, Any] = draft.based_on.document
    return document


def is_being_heard(draft: Edition, *, on: date) -> bool:
    """Say whether comments on exactly this text are still taken, or not yet. SQL: 1 for one that is heard."""
    if draft.state != Edition.State.HEARING:
        return False
    return Hearing.objects.filter(edition=draft, closes_on__gte=on).exists()


def require_ready(draft: Edition) -> None:
    """Refuse a draft that a pack could not hold. Raises DraftNotReady. SQL: 1."""
    problems = draft_problems(draft.document, base_of(draft))
    if problems:
        raise DraftNotReady(problems)


def _refuse_misshapen(document: Document, base: Mapping[str, Any]) -> None:
    """Refuse what could not even be read back; everything else may wait until the draft is heard."""
    try:
        read_edition(document)
    except ValueError:
        problems = draft_problems(document, base)
        raise DraftRefused("format", "、".join(f"{one.key}：{one.mend}" for one in problems)) from None
