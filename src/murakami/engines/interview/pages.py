"""What planning an interview results in: pages of items, needed attachments, effective answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from murakami.engines.interview.definitions import Need
from murakami.kernel.conditions import DecidingLeaf, FactKey, field_key_of
from murakami.kernel.facts import ABSENT, UNKNOWN, Provenance


@dataclass(frozen=True, slots=True)
class Suggested:
    """A value taken from other answers, for the person to accept or to change: a whole one, or some parts of it."""

    value: object = None
    parts: Mapping[str, object] = field(default_factory=dict)


class Item(NamedTuple):
    """One fact of one person or thing, asked once for all procedures that use it; a tuple, for a plan has many.

    `role` is what the first procedure calls the person. `required` holds when any visible ask requires it. `reasons`
    are the predicates that make it visible; none when it is asked in any case. `value` is UNKNOWN until answered;
    `provenance` says who said it.
    """

    key: FactKey
    role: str
    kind: str
    required: bool
    used_by: tuple[str, ...]
    reasons: tuple[DecidingLeaf, ...]
    suggestion: Suggested | None
    value: object
    provenance: Provenance | None

    @property
    def instance(self) -> str:
        """The person or thing that the fact is about."""
        return self.key[0]

    @property
    def fact(self) -> str:
        """The fact's name within its kind."""
        return self.key[1]

    @property
    def field_key(self) -> str:
        """The stem of the HTML input names: `newborn-1.born_on`."""
        return field_key_of(self.key)

    @property
    def answered(self) -> bool:
        """Tell whether there is a value; one left blank on purpose counts only where the item is optional."""
        return self.value is not UNKNOWN and not (self.value is None and self.required)


@dataclass(frozen=True)
class Page:
    """What is asked together: one topic, of one instance where the topic repeats.

    `key` is `topic` or `topic:instance`; `instance` is None on a page that does not repeat. `facts` are asked in this
    order; their items are made when they are looked at, for of most pages nothing but the place is wanted.
    """

    key: str
    topic: str
    instance: str | None
    facts: tuple[FactKey, ...]
    make_item: Callable[[FactKey], Item] = field(repr=False, compare=False)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The facts with all that is to be said of them."""
        return tuple(map(self.make_item, self.facts))


class AttachmentState(StrEnum):
    """Whether a document has to be attached under the answers so far."""

    NEEDED = "needed"
    OMITTED = "omitted"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class AttachmentNeed:
    """A document of a procedure, about somebody where it has an `about` role.

    `filings` names the instances of the `for_each` role whose filings need it; none for a single filing. `reasons` say
    why it is needed, or why the office can look by itself when it is omitted.
    """

    procedure: str
    id: str
    about: str | None
    need: Need
    state: AttachmentState
    reasons: tuple[DecidingLeaf, ...]
    filings: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A stable name: `procedure:id` or `procedure:id:instance`."""
        return ":".join(part for part in (self.procedure, self.id, self.about) if part)


@dataclass(frozen=True)
class InterviewPlan:
    """The pages that the chosen procedures need under the answers so far.

    `facts` are the effective answers: those of hidden fields are ABSENT. `undecided` are unanswered facts that some
    question waits for although no page asks them.
    """

    pages: tuple[Page, ...]
    facts: Mapping[FactKey, object]
    undecided: tuple[FactKey, ...]
    list_attachments: Callable[[], tuple[AttachmentNeed, ...]] = field(repr=False, compare=False)

    @cached_property
    def attachments(self) -> tuple[AttachmentNeed, ...]:
        """The documents that the procedures need, found when somebody asks."""
        return self.list_attachments()

    def page(self, key: str) -> Page | None:
        """Find a page by its key; None when the answers have made it go away."""
        return next((page for page in self.pages if page.key == key), None)

    def unanswered(self, page: Page) -> Iterator[Item]:
        """Walk over the items of a page that have no answer; no others are made."""
        values = ((key, self.facts.get(key, UNKNOWN)) for key in page.facts)
        items = (page.make_item(key) for key, value in values if value is UNKNOWN or value is None)
        return (item for item in items if not item.answered)


def visible_keys(plan: InterviewPlan) -> frozenset[FactKey]:
    """Collect the facts that some page shows. A value under any other asked key is not stored."""
    return frozenset(key for page in plan.pages for key in page.facts)


def hidden_keys(plan: InterviewPlan) -> frozenset[FactKey]:
    """Collect the facts whose fields are hidden under the answers so far."""
    return frozenset(key for key, value in plan.facts.items() if value is ABSENT)


def missing(plan: InterviewPlan) -> tuple[Item, ...]:
    """List the required items without an answer, in the order of the pages."""
    return tuple(item for page in plan.pages for item in plan.unanswered(page) if item.required)


def next_page(plan: InterviewPlan, after: str | None = None) -> Page | None:
    """Choose the page to show after another one (the first one, when `after` is None or gone).

    That is the next page with an item that has no answer yet; past the end, the first page on which a required answer
    is missing (a later answer may have brought it about); None when it is time to review.
    """
    keys = [page.key for page in plan.pages]
    start = keys.index(after) + 1 if after in keys else 0
    ahead = (page for page in plan.pages[start:] if any(True for _item in plan.unanswered(page)))
    behind = (page for page in plan.pages if any(item.required for item in plan.unanswered(page)))
    return next(ahead, None) or next(behind, None)
