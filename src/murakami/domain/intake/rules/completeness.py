"""What still stands between a conversation and its filing."""

from collections.abc import Iterable
from dataclasses import dataclass

from murakami.domain.intake.rules.planning import Standing
from murakami.engines.interview import Item, Page, missing
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.kernel.fields.base import ParseContext
from murakami.kernel.fields.errors import FieldErrors
from murakami.kernel.fields.registry import field_type


@dataclass(frozen=True, slots=True)
class Gap:
    """An answer that is missing, or that cannot be taken (any more), and the page on which it is asked."""

    page: Page
    item: Item
    errors: FieldErrors | None


def list_gaps(standing: Standing) -> tuple[Gap, ...]:
    """List what has to be answered or mended before filing, in the order of the pages.

    Every answer is read again as if it had just been typed: a draft may be older than the rules it is filed under.
    """
    wanted = {item.key for item in missing(standing.plan)}
    return tuple(gap for page in standing.plan.pages for item in page.items
                 for gap in _gaps(standing, page, item, is_missing=item.key in wanted))


def assurance_needed(standing: Standing) -> Assurance:
    """Say how sure we have to be of who files: the strongest level any chosen procedure needs."""
    levels = (Assurance(version.assurance) for version in standing.definitions.versions)
    return max(levels, key=list(Assurance).index, default=Assurance.NONE)


def _gaps(standing: Standing, page: Page, item: Item, *, is_missing: bool) -> Iterable[Gap]:
    if is_missing:
        yield Gap(page, item, None)
    elif item.answered and item.value is not None:
        fact = standing.fact(item.key)
        kind = field_type(fact.type)
        try:
            kind.parse(kind.to_raw(item.value), options=fact.options, context=ParseContext(standing.today, fact.id))
        except FieldErrors as errors:
            yield Gap(page, item, errors)
