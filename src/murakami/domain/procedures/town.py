"""The town as it is published: the municipality and its units, with their names in every language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from murakami.domain.procedures.documents import DefinitionDocument
from murakami.foundation.packs import town
from murakami.kernel.languages import Text, text_in


@dataclass(frozen=True, slots=True)
class District:
    """A part of the municipality; `postal_codes` are the beginnings of its postal codes, digits only."""

    code: str
    names: Text
    postal_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Municipality:
    """The municipality: `code` has six digits, `receipt_prefix` begins every receipt number.

    `brand` is what the residents' pages are called, by language; `phone` and `place` are the town hall's; each is empty
    where the pack leaves it open.
    """

    code: str
    name: str
    prefecture: str
    receipt_prefix: str
    names: Text
    brand: Text
    phone: str = ""
    place: str = ""
    districts: tuple[District, ...] = ()

    def name_in(self, lang: str) -> str:
        """Take the name in a language."""
        return text_in(self.names, lang)

    def district_of(self, postal_code: str) -> str:
        """Name the district of a postal code (7 digits) by its code, the longest beginning first; "" for none."""
        found = [(len(beginning), one.code) for one in self.districts for beginning in one.postal_codes
                 if postal_code.startswith(beginning)]
        return max(found)[1] if found else ""


@dataclass(frozen=True, slots=True)
class UnitOffice:
    """A counter of a unit; what is not known is ""."""

    name: str
    phone: str
    place: str
    hours: str


@dataclass(frozen=True, slots=True)
class UnitInfo:
    """A unit as residents see it; what is not known is ""."""

    code: str
    name: str
    names: Text
    phone: str
    place: str
    offices: tuple[UnitOffice, ...]

    def name_in(self, lang: str) -> str:
        """Take the name in a language."""
        return text_in(self.names, lang) or self.name


def read_municipality(document: DefinitionDocument) -> Municipality:
    """Read a published municipality."""
    written = town.Municipality.model_validate(document.content["municipality"])
    names: Mapping[str, str] = document.content["names"]
    brand = {lang: text for lang, text in (("ja", written.brand), ("en", written.brand_en)) if text}
    return Municipality(written.code, written.name, written.prefecture, written.receipt_prefix, names, brand,
                        phone=written.phone, place=written.place,
                        districts=tuple(_district(code, one) for code, one in written.districts.items()))


def _district(code: str, written: town.District) -> District:
    names = {"ja": written.name, "ja-easy": written.name_easy or written.name, "en": written.name_en or written.name}
    return District(code, names, written.postal_codes)


def read_unit(document: DefinitionDocument) -> UnitInfo:
    """Read a published unit."""
    written = town.Unit.model_validate(document.content["unit"])
    return UnitInfo(
        code=document.id,
        name=written.name,
        names=document.content["texts"].get(f"unit.{document.id}.name", {"ja": written.name}),
        phone=written.phone or "",
        place=written.place or "",
        offices=tuple(
            UnitOffice(office.name, office.phone or "", office.place or "", office.hours or "")
            for office in written.offices
        ),
    )


def renamed_unit(published: UnitInfo | None, *, code: str, name: str) -> UnitInfo:
    """Call a unit as the town does since a reshuffle; a unit that no pack knows has nothing but its name."""
    if published is None:
        return UnitInfo(code=code, name=name, names={"ja": name}, phone="", place="", offices=())
    return published if published.name == name else replace(published, name=name, names={"ja": name})
