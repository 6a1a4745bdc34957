"""The parts of a pack that say where we are: the pack itself, its municipality, units and closing days."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from murakami.foundation.packs.formats import PackModel, Refused, Sentence, Slug
from murakami.foundation.packs.parts import Named, NeededText, PackPart
from murakami.foundation.packs.problems import Said
from murakami.foundation.packs.sources import Entry

_CODE = r"^[0-9]{6}$"
_PREFIX = r"^[A-Z]{2}$"
_POSTAL_BEGINNING = r"^[0-9]{2,7}$"


def _official_code(code: str) -> str:
    """Check the sixth digit. Source: 総務省「全国地方公共団体コード」検査数字 (modulus 11, weights 6 to 2)."""
    total = sum(int(digit) * weight for digit, weight in zip(code, range(6, 1, -1), strict=False))
    expected = (11 - total % 11) % 10
    if int(code[5]) != expected:
        raise Refused(
            Said(
                f"「{code}」は団体コードではありません（検査数字が合いません）。",
                f"{code} is no municipality code: its check digit is wrong.",
            ),
            Said(
                "総務省の全国地方公共団体コードを見て、6桁を書いてください。",
                "Look it up in the official list of codes.",
            ),
        )
    return code


class District(PackModel):
    """A part of the municipality, large enough that a count of it points to nobody."""

    name: Annotated[Sentence, Field(description="地区の名前")]
    name_easy: Annotated[str | None, Field(description="やさしい日本語での名前（読みを添える）")] = None
    name_en: Annotated[str | None, Field(description="英語での名前")] = None
    postal_codes: Annotated[
        tuple[Annotated[str, Field(pattern=_POSTAL_BEGINNING)], ...],
        Field(min_length=1, description="この地区の郵便番号のはじめの数字（ハイフンなし。長いほうが先に当てはまる）"),
    ]


class Municipality(PackModel):
    """The municipality that a pack belongs to."""

    code: Annotated[
        str,
        AfterValidator(_official_code),
        Field(pattern=_CODE, description="全国地方公共団体コード6桁（引用符が要る）"),
    ]
    name: Annotated[Sentence, Field(description="市町村の名前")]
    name_easy: Annotated[str | None, Field(description="やさしい日本語での名前（読みを添える）")] = None
    name_en: Annotated[str | None, Field(description="英語での名前")] = None
    brand: Annotated[str | None, Field(description="市民のページの名前（なければ「○○の手続」）")] = None
    brand_en: Annotated[str | None, Field(description="英語での、市民のページの名前")] = None
    prefecture: Annotated[Sentence, Field(description="都道府県の名前")]
    phone: Annotated[str, Field(description="市役所の代表電話（どのページの下にも出る）")] = ""
    place: Annotated[str, Field(description="市役所の郵便番号と所在地")] = ""
    receipt_prefix: Annotated[str, Field(pattern=_PREFIX, description="受付番号の先頭の英大文字2字")]
    districts: Annotated[dict[Slug, District], Field(description="地区の名前（英字）ごとに。指標を地区で分けるときに使う")] = {}


class Manifest(PackModel):
    """`pack.yaml`: what the pack is and which packs it stands on."""

    pack: Annotated[Slug, Field(description="パックの名前（フォルダーの名前と同じ）")]
    version: Annotated[Sentence, Field(description="版（例：0.1.0）")]
    title: Annotated[Sentence, Field(description="人が読む名前")]
    needs: Annotated[tuple[Slug, ...], Field(description="先に読み込むパック")] = ()
    municipality: Annotated[Municipality | None, Field(description="このパックの市町村")] = None
    initiatives: Annotated[tuple[str, ...], Field(description="役立つ取組事項の番号（2-1-1 など）")] = ()


class Office(PackModel):
    """A place where people can go to a unit."""

    name: Annotated[Sentence, Field(description="窓口の名前")]
    phone: Annotated[str | None, Field(description="電話番号")] = None
    place: Annotated[str | None, Field(description="場所（階、住所）")] = None
    hours: Annotated[str | None, Field(description="開いている時間")] = None


class Unit(PackModel):
    """A unit (課) of the municipality."""

    name: Annotated[Sentence, Field(description="課の名前（正式）")]
    phone: Annotated[str | None, Field(description="電話番号")] = None
    place: Annotated[str | None, Field(description="場所")] = None
    offices: Annotated[tuple[Office, ...], Field(description="この課の窓口")] = ()
    serves: Annotated[
        tuple[str, ...], Field(description="ほかのパックの手続が使う課の名前のうち、この課が受け持つもの")
    ] = ()


class Units(PackModel):
    """`units/*.yaml`."""

    units: Annotated[dict[Slug, Unit], Field(description="課の名前（英字）ごとに")]


class Closure(PackModel):
    """A day on which the municipality's offices are closed beyond weekends, holidays and 12/29-1/3."""

    on: Annotated[date, Field(description="閉まる日")]
    title: Annotated[Sentence, Field(description="理由")]


class Calendar(PackModel):
    """`calendars/*.yaml`."""

    calendar: Annotated[Slug, Field(description="暦の名前")]
    closures: Annotated[tuple[Closure, ...], Field(description="閉まる日")] = ()


def _unit_names(entry: Entry[Units]) -> Iterable[Named]:
    for code, unit in entry.model.units.items():
        yield Named(code, ("units", code))
        for position, served in enumerate(unit.serves):
            yield Named(served, ("units", code, "serves", position))


def _unit_texts(entry: Entry[Units]) -> Iterable[NeededText]:
    for code, unit in entry.model.units.items():
        yield NeededText(f"unit.{code}.name", entry.place.inside("units", code), japanese=unit.name)


UNITS = PackPart("units", Units, Said("課と窓口", "units and their offices"), names=_unit_names, texts=_unit_texts)
CALENDARS = PackPart(
    "calendars",
    Calendar,
    Said("休みの日", "closing days"),
    names=lambda entry: [Named(entry.model.calendar, ("calendar",))],
)
MANIFEST_PART = PackPart(
    "", Manifest, Said("パック", "the pack"), names=lambda entry: [Named(entry.model.pack, ("pack",))]
)
