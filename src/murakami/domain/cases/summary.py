"""What a list shows of a case, derived from its document."""

from collections.abc import Iterable
from dataclasses import dataclass

from murakami.kernel.document import AttachmentState, Document, Row
from murakami.kernel.facts import ValueSource
from murakami.kernel.search_keys import search_key

_OWED = frozenset({AttachmentState.MISSING, AttachmentState.LATER})
_KEPT = frozenset({ValueSource.CARD, ValueSource.BUSINESS_ID, ValueSource.REGISTER, ValueSource.EARLIER_FILING})

_NAME = "name"  # the fact by which every kind is called


@dataclass(frozen=True, slots=True)
class Summary:
    """`title` names whom the case is about; `search_text` is folded for searching and never shown."""

    applicant_name: str
    title: str
    search_text: str
    is_complete: bool


def summary_of(document: Document, *, about: str) -> Summary:
    """Derive the summary of a document: whose it is, about whom, and whether every needed attachment came.

    `about` is the role that the procedure is about (the children of an allowance); the applicant where nobody has it.
    """
    rows = [row for row in document.rows if _is_name(row)]
    applicant = next(iter(_names(rows, role=document.whose)), "") or next((full_name(row.value) for row in rows), "")
    subjects = _names(rows, role=about) or (applicant,)
    title = subjects[0] if len(subjects) == 1 else f"{subjects[0]} ほか{len(subjects) - 1}名"
    return Summary(applicant_name=applicant, title=title, search_text=" ".join(_search_keys(rows)),
                   is_complete=not any(attachment.state in _OWED for attachment in document.attachments))


def count_items(document: Document) -> tuple[int, int]:
    """Count the answered items of a document, and those among them that nobody had to write for it.

    Not written: taken from a card, from a register or from an earlier filing, as the item's provenance says.
    """
    rows = tuple(document.rows)
    return len(rows), sum(row.provenance.source in _KEPT for row in rows)


def full_name(value: object) -> str:
    """Join 氏 and 名 with a half-width space, as filed, a firm's 商号 as it is; "" where there is none. Source: GIF DS-431 個人 氏名."""
    if isinstance(value, str):
        return value.strip()
    return f"{value.get('family', '')} {value.get('given', '')}".strip() if isinstance(value, dict) else ""


def _is_name(row: Row) -> bool:
    """A person's name, or the name of an organisation (事業者), which is one text."""
    return (row.type == "person_name" and isinstance(row.value, dict)) or (row.fact == _NAME and isinstance(row.value, str))


def _names(rows: Iterable[Row], *, role: str) -> tuple[str, ...]:
    by_instance = {row.instance: full_name(row.value) for row in rows if row.role == role}
    return tuple(by_instance.values())


def _search_keys(rows: Iterable[Row]) -> Iterable[str]:
    for row in rows:
        value = row.value if isinstance(row.value, dict) else {}
        yield search_key(full_name(value))
        yield search_key(f"{value.get('family_kana', '')}{value.get('given_kana', '')}")
