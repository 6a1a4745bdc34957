"""How packs write an edition of the policy: its words, its initiatives, its schedules."""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, model_validator

from murakami.foundation.packs.formats import Number, PackModel, Refused, Sentence, Slug
from murakami.foundation.packs.problems import Said

_EDITION: Final = re.compile(r"[0-9]+(\.[0-9]+){0,3}\Z")
_INITIATIVE: Final = re.compile(r"[0-9]+(-[0-9]+)+(-[a-z]+)*\Z")
_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(-[0-3][0-9])?\Z")


def _edition_code(code: str) -> str:
    return _matching(_EDITION, code, Said("版は 2.3 のように、数字と点で書いてください。", "Write an edition like 2.3: digits and points."))


def _initiative_code(code: str) -> str:
    return _matching(_INITIATIVE, code, Said(
        "取組の番号は 2-1-1 のように書いてください。統合などでなくなった取組には言葉を足せます（例：2-2-5-meetings）。",
        "Write an initiative like 2-1-1; one that was merged away may end in a word (2-2-5-meetings)."))


def _month(text: str) -> str:
    return _matching(_MONTH, text, Said('年月は "2024-07" のように書いてください。', 'Write a month like "2024-07".'))


def _matching(pattern: re.Pattern[str], text: str, mend: Said) -> str:
    if not pattern.match(text):
        raise Refused(Said(f"「{text}」はここに書ける形ではありません。", f"{text!r} has the wrong form."), mend)
    return text


EditionCode = Annotated[str, AfterValidator(_edition_code)]
InitiativeCode = Annotated[str, AfterValidator(_initiative_code)]
Month = Annotated[str, AfterValidator(_month)]


class Plain(PackModel):
    """What something means in one or two plain sentences, for readers of the public pages."""

    ja: Annotated[Sentence, Field(description="ふつうの日本語で")]
    easy: Annotated[Sentence, Field(description="やさしい日本語で")]
    en: Annotated[Sentence, Field(description="英語で")]


class Period(PackModel):
    """Fiscal years (April to March, by the year they begin), both included."""

    start: Annotated[Number, Field(alias="from", description="はじめの年度（西暦）")]
    until: Annotated[Number, Field(description="終わりの年度（西暦。この年度も含む）")]


class Source(PackModel):
    """Where the words come from."""

    title: Annotated[Sentence, Field(description="もとの文書の名前")]
    note: Annotated[str | None, Field(description="どう読み取ったか")] = None


class Vision(PackModel):
    """What the policy wants to come true."""

    name: Annotated[Sentence, Field(description="目指すべき姿の名前")]
    text: Annotated[Sentence, Field(description="本文")]
    plain: Annotated[Plain | None, Field(description="ひとことで言うと")] = None


class Principle(PackModel):
    """A principle of digital services (図表2.4-3)."""

    code: Annotated[Slug, Field(description="名前（英字）")]
    name: Annotated[Sentence, Field(description="原則の名前")]
    text: Annotated[Sentence, Field(description="内容")]


class Article(PackModel):
    """An article of サービス設計12箇条 (図表2.4-4)."""

    number: Annotated[Number, Field(description="第何条か")]
    text: Annotated[Sentence, Field(description="条文")]


class Term(PackModel):
    """A word of the glossary."""

    term: Annotated[Sentence, Field(description="用語")]
    reading: Annotated[str | None, Field(description="読み")] = None
    text: Annotated[Sentence, Field(description="説明")]


class Organ(PackModel):
    """A body that carries the policy (図表2.6-1)."""

    code: Annotated[Slug, Field(description="名前（英字）")]
    name: Annotated[Sentence, Field(description="名前")]
    role: Annotated[Sentence, Field(description="役割")]
    chaired_by: Annotated[str | None, Field(description="長となる人")] = None
    members: Annotated[str | None, Field(description="だれが入るか")] = None


class Section(PackModel):
    """A section of the running text."""

    id: Annotated[Sentence, Field(description="章節の番号。版が変わっても同じ章節には同じ番号")]
    title: Annotated[Sentence, Field(description="見出し")]
    body: Annotated[str | None, Field(description="本文。段落は空行で分ける。見出しだけの章にはない")] = None


class Group(PackModel):
    """A heading below a pillar."""

    code: Annotated[Sentence, Field(description="2-1 のように")]
    number: Annotated[str | None, Field(description="印刷された番号（（1）など）")] = None
    title: Annotated[Sentence, Field(description="見出し")]
    text: Annotated[str | None, Field(description="本文")] = None


class Pillar(PackModel):
    """A focus item (重点項目)."""

    code: Annotated[Sentence, Field(description="1 のように")]
    title: Annotated[Sentence, Field(description="重点項目の名前")]
    text: Annotated[str | None, Field(description="本文")] = None
    plain: Annotated[Plain | None, Field(description="ひとことで言うと")] = None
    groups: Annotated[tuple[Group, ...], Field(description="中の見出し")] = ()


class InitiativeEntry(PackModel):
    """An initiative (取組事項) as an edition writes it."""

    code: Annotated[InitiativeCode, Field(description="変わらない番号。版が変わり、印刷された番号が変わっても同じ")]
    group: Annotated[Sentence, Field(description="重点項目か見出しの番号")]
    number: Annotated[Sentence, Field(description="この版に印刷された番号（①など）")]
    title: Annotated[Sentence, Field(description="名前")]
    table_title: Annotated[str | None, Field(description="一覧表（図表2.5-1）だけ違う名前のとき")] = None
    aliases: Annotated[tuple[Sentence, ...], Field(description="ほかの呼び名")] = ()
    text: Annotated[Sentence, Field(description="本文。段落は空行で分ける")]
    plain: Annotated[Plain | None, Field(description="ひとことで言うと")] = None


class ScheduleBar(PackModel):
    """What is done in a run of fiscal years."""

    start: Annotated[Number, Field(alias="from", description="はじめの年度")]
    until: Annotated[Number, Field(description="終わりの年度")]
    text: Annotated[Sentence, Field(description="することを")]


class ScheduleRow(PackModel):
    """A row of a schedule: a heading, an initiative, or a piece of one."""

    heading: Annotated[str | None, Field(description="見出しの行")] = None
    group: Annotated[str | None, Field(description="行のまとまりの名前（国の表）")] = None
    initiative: Annotated[InitiativeCode | None, Field(description="取組の番号")] = None
    part_of: Annotated[InitiativeCode | None, Field(description="この取組の一部のとき、その番号")] = None
    label: Annotated[str | None, Field(description="行の名前")] = None
    bars: Annotated[tuple[ScheduleBar, ...], Field(description="年度ごとの予定")] = ()

    @model_validator(mode="after")
    def _is_one_thing(self) -> "ScheduleRow":
        if self.heading and (self.label or self.bars or self.initiative or self.part_of):
            raise Refused(Said("見出しの行に、予定が書かれています。", "A heading row holds a plan."),
                          Said("見出しと予定は別の行にしてください。", "Write the heading and the plan as two rows."))
        if not self.heading and not self.label:
            raise Refused(Said("行の名前がありません。", "A row has no name."),
                          Said("label: … か heading: … を書いてください。", "Write label: … or heading: …"))
        return self


class Schedule(PackModel):
    """A schedule by fiscal year."""

    figure: Annotated[Sentence, Field(description="図表の番号（3.2-1 など）")]
    title: Annotated[Sentence, Field(description="題")]
    years: Annotated[tuple[Number, ...], Field(min_length=1, description="年度（西暦）を左から")]
    rows: Annotated[tuple[ScheduleRow, ...], Field(min_length=1, description="行を上から")]


class EditionFile(PackModel):
    """`programme/*.yaml`: an edition of the policy."""

    edition: Annotated[EditionCode, Field(description='版（"2.3" など。引用符が要る）')]
    title: Annotated[Sentence, Field(description="方針の名前")]
    version_title: Annotated[Sentence, Field(description="版の呼び方（第2.3版）")]
    status: Annotated[Literal["adopted", "draft"], Field(description="決まったものか、案か")]
    source_mark: Annotated[str | None, Field(description="もとの文書にある印（案 など）")] = None
    dated: Annotated[Month, Field(description='年月（"2024-07"）')]
    based_on: Annotated[EditionCode | None, Field(description="もとになった版。はじめの版にはない")] = None
    period: Annotated[Period, Field(description="方針の期間")]
    source: Annotated[Source, Field(description="もとの文書")]
    vision: Annotated[Vision, Field(description="目指すべき姿")]
    principles: Annotated[tuple[Principle, ...], Field(description="3原則（図表2.4-3）")] = ()
    articles: Annotated[tuple[Article, ...], Field(description="サービス設計12箇条（図表2.4-4）")] = ()
    glossary: Annotated[tuple[Term, ...], Field(description="用語集")] = ()
    organisation: Annotated[tuple[Organ, ...], Field(description="推進体制（図表2.6-1）")] = ()
    texts: Annotated[tuple[Section, ...], Field(description="本文を章節ごとに")] = ()
    pillars: Annotated[tuple[Pillar, ...], Field(min_length=1, description="重点項目")]
    initiatives: Annotated[tuple[InitiativeEntry, ...], Field(min_length=1, description="取組事項")]
    schedules: Annotated[tuple[Schedule, ...], Field(description="スケジュール")] = ()
