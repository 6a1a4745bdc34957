"""What a procedure keeps about people, as the register of personal information files says it.

Source: 個人情報の保護に関する法律 74条1項・75条1項. Everything is derived from the vocabulary and the procedure; nothing is typed again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from murakami.domain.procedures.queries import list_catalogue
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.kernel.facts import FactRef, Sensitivity, ValueSource
from murakami.kernel.languages import Text

_NAME: Final = "個人.氏名"  # Source: 政府相互運用性フレームワーク コアデータモデル 個人
_SAID_BY: Final = (ValueSource.RESIDENT, ValueSource.CARD, ValueSource.BUSINESS_ID, ValueSource.REGISTER, ValueSource.EARLIER_FILING)


@dataclass(frozen=True, slots=True)
class PersonalFile:
    """One file: what is recorded about whom, from where; labels by language, each once and in the order of the questions."""

    version: ProcedureVersion
    items: tuple[Text, ...]
    special: tuple[Text, ...]
    attachments: tuple[Text, ...]
    people: tuple[Text, ...]
    sources: tuple[ValueSource, ...]


def personal_file_of(version: ProcedureVersion) -> PersonalFile:
    """Derive the file of a procedure."""
    asked = tuple(one.ref for ask in version.asks for one in ask.facts)
    sources = {source for ref in asked for source in version.fact(ref).sources}
    return PersonalFile(
        version=version, items=_labels(asked, version),
        special=_labels((ref for ref in asked if version.fact(ref).sensitivity is Sensitivity.SPECIAL), version),
        attachments=tuple(version.all_languages(f"attachment.{version.id}.{spec.id}.label") for spec in version.attachments),
        people=tuple(version.role_title(role) for role in version.roles if _is_person(role, version)),
        sources=tuple(source for source in _SAID_BY if source in sources))


def list_personal_files() -> tuple[PersonalFile, ...]:
    """List the files of every procedure that is filed here. SQL: as `memory.current_catalogue`."""
    return tuple(personal_file_of(version) for version in list_catalogue() if version.is_online)


def find_desk() -> str | None:
    """Find the unit to which people turn about their own data; None where no procedure is for that. SQL: as `list_catalogue`."""
    return next((version.unit for version in list_catalogue() if version.gathers_own_data), None)


def _labels(refs: Iterable[FactRef], version: ProcedureVersion) -> tuple[Text, ...]:
    labels = {(kind := version.roles[ref.role].kind, ref.fact): version.fact_text(kind, ref.fact) for ref in refs}
    return tuple(labels.values())


def _is_person(role: str, version: ProcedureVersion) -> bool:
    return any(fact.gif == _NAME for fact in version.kinds[version.roles[role].kind].facts.values())
