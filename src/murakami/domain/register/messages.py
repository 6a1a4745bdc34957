"""The frozen contract of an import of the resident records."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ResidentRecord:
    """One person as the core system exports them. `sex` is ISO/IEC 5218; names exactly as recorded."""

    register_number: str
    household_number: str
    relation: str
    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    born_on: date
    sex: str
    postal_code: str
    town: str
    block: str
    building: str
    district: str
    is_protected: bool
    left_on: date | None = None
    died_on: date | None = None
