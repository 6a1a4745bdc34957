"""Reading drafts and what was said about them, for the office's pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from murakami.domain.programme.checks.drafts import draft_problems
from murakami.domain.programme.models import Comment, Edition, Hearing, PeriodEvaluation
from murakami.domain.programme.rules.changes import changes_document
from murakami.domain.programme.rules.edition_document import Shelf, public_document, read_edition, shelve_documents
from murakami.domain.programme.rules.hearing import HearingPhase, phase_of
from murakami.foundation.packs.problems import Problem


@dataclass(frozen=True)
class Draft:
    """A draft with the edition it is based on and, once it is announced, its hearing."""

    edition: Edition
    base: Edition
    hearing: Hearing | None

    @property
    def document(self) -> Mapping[str, Any]:
        """What is written."""
        document: Mapping[str, Any] = self.edition.document
        return document

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being heard and adopted."""
        return draft_problems(self.document, self.base.document)

    @cached_property
    def changes(self) -> Mapping[str, Any]:
        """What changed since the base, as it is published."""
        shelf = self._shelf
        before, after = read_edition(self.base.document), read_edition(self.document)
        return changes_document(before, after, shelf.lineages.get((before.edition, after.edition)))

    @cached_property
    def public(self) -> Mapping[str, Any]:
        """What would be published."""
        return public_document(read_edition(self.document), self._shelf)

    @cached_property
    def known_codes(self) -> tuple[str, ...]:
        """Every code of an initiative that this draft or its base has used."""
        return tuple(one["code"] for document in (self.document, self.base.document) for one in document["initiatives"])

    def phase(self, on: date) -> HearingPhase | None:
        """Where its hearing stands on a day; None where nobody is heard."""
        if self.hearing is None:
            return None
        return phase_of(opens_on=self.hearing.opens_on, closes_on=self.hearing.closes_on,
                        is_answered=self.hearing.answered_at is not None, on=on)

    def may_change(self, on: date) -> bool:
        """Whether its words may be changed on a day."""
        return self.phase(on) not in {HearingPhase.AHEAD, HearingPhase.OPEN}

    @property
    def _shelf(self) -> Shelf:
        return shelve_documents((self.base.document, self.document))


def find_draft(code: str) -> Draft | None:
    """Find a draft that is not adopted yet. SQL: 1."""
    row = (Edition.objects.filter(code=code, origin=Edition.Origin.BROWSER).exclude(state=Edition.State.ADOPTED)
           .select_related("based_on", "hearing").first())
    return None if row is None or row.based_on is None else Draft(row, row.based_on, getattr(row, "hearing", None))


def list_drafts() -> tuple[Draft, ...]:
    """List what was written in the browser and is not adopted, the newest change first. SQL: 1."""
    rows = (Edition.objects.filter(origin=Edition.Origin.BROWSER).exclude(state=Edition.State.ADOPTED)
            .select_related("based_on", "hearing").order_by("-changed_at"))
    return tuple(Draft(row, row.based_on, getattr(row, "hearing", None)) for row in rows if row.based_on is not None)


def list_left(base: Edition) -> Mapping[str, str]:
    """Map codes of initiatives to what their evaluation over the base's period leaves to the next edition. SQL: 1."""
    rows = PeriodEvaluation.objects.filter(edition=base).exclude(left="").values_list("initiative__code", "left")
    return dict(rows)


def list_comments(hearing: Hearing) -> tuple[Comment, ...]:
    """List what was said, in the order of arrival. SQL: 1."""
    return tuple(Comment.objects.filter(hearing=hearing).order_by("received_at", "pk"))
