"""A mandate shown by document (委任状, 登記事項証明書, 住民記録): what the procedure of the standard pack says in it.

The proxy files the procedure like any other, staff decide on it like on any other; a granted one makes the mandate.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from murakami.kernel.document import Document
from murakami.kernel.names import PersonName

PROCEDURE: Final = "mandate-by-document"
GIVER: Final = "giver"  # the role of whose matters they are
_PROXY, _KIND, _UNTIL, _BORN_ON = "proxy", "mandate_kind", "mandate_until", "born_on"


@dataclass(frozen=True, slots=True)
class Paper:
    """Who acts for whom, in which relation (a code of `mandates.rules.Kind`), until when, as filed or corrected.

    `born_on` is the giver's.
    """

    giver: str
    born_on: date | None
    proxy: str
    kind: str
    until: date


class PaperUnreadable(ValueError):
    """A document of this procedure lacks what makes a mandate; names it."""


def read_paper(document: Document) -> Paper:
    """Read what a document of the procedure says. Raises PaperUnreadable."""
    found = {(row.role, row.fact): row.value for row in document.rows}
    kind, until = found.get((_PROXY, _KIND)), found.get((_PROXY, _UNTIL))
    if not isinstance(kind, str) or not isinstance(until, str):
        raise PaperUnreadable("kind or end")
    born_on = found.get((GIVER, _BORN_ON))
    return Paper(giver=_name(found.get((GIVER, "name"))), born_on=date.fromisoformat(born_on) if isinstance(born_on, str) else None,
                 proxy=_name(found.get((_PROXY, "name"))), kind=kind,
                 until=date.fromisoformat(until))


def _name(value: object) -> str:
    if not isinstance(value, dict):
        raise PaperUnreadable("name")
    return PersonName(str(value.get("family") or ""), str(value.get("given") or "")).full
