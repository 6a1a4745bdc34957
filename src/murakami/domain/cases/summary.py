"""What a list shows of a case, derived from its document."""

from dataclasses import dataclass

from murakami.kernel.document import Document
from murakami.kernel.search_keys import search_key


@dataclass(frozen=True, slots=True)
class Summary:
    """`search_text` is folded for searching and never shown."""

    applicant_name: str
    title: str
    search_text: str
    is_complete: bool


def summary_of(document: Document) -> Summary:
    """Derive the summary of a document: whose it is, about whom, and whether every needed attachment came."""
    names = [(row.role, full_name(row.value)) for topic in document.topics for row in topic.rows
             if row.type == "person_name" and isinstance(row.value, dict)]
    applicant = next((name for role, name in names if role == document.whose), names[0][1] if names else "")
    others = [name for role, name in names if role not in {document.whose, "spouse"}]
    title = applicant if not others else others[0] if len(others) == 1 else f"{others[0]} ほか{len(others) - 1}名"
    readings = [f"{row.value.get('family_kana', '')}{row.value.get('given_kana', '')}" for topic in document.topics
                for row in topic.rows if row.type == "person_name" and isinstance(row.value, dict)]
    text = " ".join(search_key(part) for part in [*(name for _, name in names), *readings])
    return Summary(applicant_name=applicant, title=title, search_text=text, is_complete=not any(
        attachment.state in {"missing", "later"} for attachment in document.attachments))


def full_name(value: dict[str, str]) -> str:
    """Join 氏 and 名 with a half-width space, as filed. Source: GIF DS-431 個人 氏名."""
    return f"{value.get('family', '')} {value.get('given', '')}".strip()
