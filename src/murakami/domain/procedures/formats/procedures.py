"""How packs write a procedure."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from murakami.domain.procedures.formats.form import FormEntry
from murakami.domain.procedures.formats.vocabulary import ConditionData, RoleText
from murakami.foundation.packs.amending import AmendingRules
from murakami.foundation.packs.formats import (
    OR_TEXT,
    Count,
    FactName,
    Identifier,
    OrAlso,
    PackModel,
    Sentence,
    Slug,
    YesNo,
)
from murakami.foundation.packs.parts import Named, NeededText, PackPart
from murakami.foundation.packs.problems import Said
from murakami.foundation.packs.sources import Entry

ProcedureKind = Literal["application", "declaration", "registration", "request", "consultation"]
Assurance = Literal["none", "account", "card_auth", "card_sign"]
ByWhom = Literal["self", "household_member", "proxy", "guardian", "business_representative", "care_manager"]
Outcome = Literal["granted", "partly", "refused", "dismissed", "acknowledgement"]


class Remedies(PackModel):
    """Whether the letter tells of remedies (教示), and to whom an objection goes within what time."""

    told: Annotated[YesNo, Field(description="不服申立ての教示をするか")]
    authority: Annotated[Literal["mayor", "prefecture", "minister"] | None, Field(description="審査請求の相手")] = None
    within: Annotated[str | None, Field(description="審査請求ができる期間（例：3か月）")] = None


class Regime(PackModel):
    """The legal regime of a procedure."""

    basis: Annotated[Literal["law", "ordinance", "guideline"], Field(description="根拠：法令・条例・要綱")]
    articles: Annotated[tuple[Sentence, ...], Field(min_length=1, description="条文")]
    criteria: Annotated[Sentence, Field(description="審査基準（届出は形式上の要件）")]
    remedies: Annotated[Remedies, Field(description="教示")]


def _fact_alone(value: object) -> object:
    return {"fact": value} if isinstance(value, str) else value


def _suggestion(value: object) -> object:
    """Read the three ways of suggesting: parts from other facts, a whole fact, a value."""
    if isinstance(value, str):
        return {"from": value}
    if isinstance(value, dict) and not set(value) & {"from", "value", "when", "parts"}:
        return {"parts": value}
    return value


class Suggestion(PackModel):
    """What is filled in for the person, who may change it: a value, another fact, or parts of other facts."""

    parts: Annotated[dict[Identifier, str], Field(description="部分ごとの写し元（family: applicant.name.family）")] = {}
    source: Annotated[FactName | None, Field(alias="from", description="丸ごと写す項目")] = None
    value: Annotated[Any, Field(description="決まった値")] = None
    when: Annotated[ConditionData, Field(description="この条件のときだけ")] = None

    @property
    def facts(self) -> tuple[str, ...]:
        """Name the facts that are copied from, each as role.fact."""
        parts = tuple(".".join(source.split(".")[:2]) for source in self.parts.values())
        return parts if self.source is None else (*parts, self.source)


class AskedFact(PackModel):
    """One fact that a procedure asks."""

    fact: Annotated[FactName, Field(description="役割.項目")]
    when: Annotated[ConditionData, Field(description="この条件のときだけ聞く")] = None
    required: Annotated[YesNo, Field(description="答えが要るか")] = True
    suggest: Annotated[
        Suggestion | None,
        BeforeValidator(_suggestion),
        OrAlso({"type": "string"}),
        OrAlso({"type": "object"}),
        Field(description="はじめから入れておく値"),
    ] = None


class AskEntry(PackModel):
    """Facts that are asked on one page."""

    topic: Annotated[Identifier, Field(description="話題（topics/ の名前）")]
    when: Annotated[ConditionData, Field(description="この条件のときだけ")] = None
    facts: Annotated[
        tuple[Annotated[AskedFact, BeforeValidator(_fact_alone), OR_TEXT], ...],
        Field(min_length=1, description="聞く項目"),
    ]


class AttachmentEntry(PackModel):
    """Something to attach; its absence never keeps anybody from filing."""

    id: Annotated[Slug, Field(description="添付の名前")]
    about: Annotated[Identifier, Field(description="だれ・何についての書類か（役割）")]
    need: Annotated[Literal["required", "copy", "original_later"], Field(description="要る・写しでよい・原本はあとで")]
    when: Annotated[ConditionData, Field(description="この条件のときだけ要る")] = None
    accept: Annotated[
        tuple[Literal["image", "pdf", "office", "text", "other"], ...],
        Field(min_length=1, description="受け取る形：image（写真）、pdf、office（docx・xlsx・pptx）、text（txt・csv）、other（職員が確かめてから使う）"),
    ] = ("image", "pdf")
    omitted_if: Annotated[
        ConditionData, Field(description="省ける場合：office_can_look（役所が公簿で確かめられる）か条件")
    ] = None


class Fee(PackModel):
    """What the procedure costs."""

    yen: Annotated[Count, Field(description="円（税込み）")]


class DeadlineEntry(PackModel):
    """By when it has to be filed, counted from a date that was answered."""

    within: Annotated[Count, Field(description="数")]
    unit: Annotated[Literal["days", "working_days", "months", "years"], Field(description="日・開庁日・月・年")]
    source: Annotated[FactName, Field(alias="from", description="数え始める日の項目（複数人ならいちばん早い日）")]
    counts_first_day: Annotated[YesNo, Field(description="その日を1日目と数えるか（戸籍法43条1項）")] = False
    rolls: Annotated[YesNo, Field(description="閉庁日なら次の開庁日まで延びるか")] = True


class StandardPeriod(PackModel):
    """How long the office usually takes (標準処理期間)."""

    working_days: Annotated[Count, Field(description="開庁日の日数")]


class Steps(PackModel):
    """What the office does."""

    checklist: Annotated[
        tuple[Identifier, ...], Field(description="職員が確かめること（文は check.<名前>.label）")
    ] = ()
    approval: Annotated[tuple[Literal["unit_head"], ...], Field(description="決裁する人")] = ()


class Retention(PackModel):
    """How long the case is kept."""

    years: Annotated[Count, Field(description="保存年限")]


class ProcedureFile(PackModel):
    """`procedures/*.yaml`."""

    procedure: Annotated[Slug, Field(description="手続の名前")]
    kind: Annotated[ProcedureKind, Field(description="申請・届出・登録・請求・相談")]
    where: Annotated[Literal["online", "elsewhere"], Field(description="ここで出せるか、ほかの場所か")]
    regime: Annotated[Regime, Field(description="根拠と基準")]
    unit: Annotated[Slug, Field(description="担当する課")]
    whose: Annotated[Identifier, Field(description="だれの申請か（役割）")]
    roles: Annotated[dict[Identifier, RoleText], Field(description="役割と種類（Person、Person?、Person[]）")]
    initiatives: Annotated[tuple[str, ...], Field(description="役立つ取組事項の番号")] = ()
    assurance: Annotated[Assurance, Field(description="本人確認の強さ")] = "account"
    by_whom: Annotated[tuple[ByWhom, ...], Field(min_length=1, description="だれが出せるか")] = ("self",)
    for_each: Annotated[Identifier | None, Field(description="この役割の一人ごとに一件にする")] = None
    asks: Annotated[tuple[AskEntry, ...], Field(description="聞くこと")] = ()
    attachments: Annotated[tuple[AttachmentEntry, ...], Field(description="添える書類")] = ()
    fee: Annotated[Fee | None, Field(description="手数料")] = None
    deadline: Annotated[DeadlineEntry | None, Field(description="期限")] = None
    standard_period: Annotated[StandardPeriod | None, Field(description="標準処理期間")] = None
    steps: Annotated[Steps, Field(description="役所がすること")] = Steps()
    form: Annotated[FormEntry | None, Field(description="紙の様式の欄と、その埋め方")] = None
    letters: Annotated[dict[Outcome, Slug], Field(description="結果ごとの通知")] = {}
    retention: Annotated[Retention | None, Field(description="保存")] = None
    statistics: Annotated[dict[str, str], Field(description="統計の符号（survey_id など）")] = {}
    looks_withheld: Annotated[
        Sentence | None, Field(description="職員が見た記録を本人のページに出さないときの、その理由（虐待・DV・調査など）")
    ] = None
    passed_on_to: Annotated[tuple[Sentence, ...], Field(description="集めた情報をいつも渡す先（個人情報ファイル簿の経常的提供先）")] = ()
    corrected_under: Annotated[tuple[Sentence, ...], Field(description="訂正・利用停止に特別の手続を定めるほかの法令")] = ()
    gathers_own_data: Annotated[
        YesNo, Field(description="請求した本人の情報を、ほかの手続からも集めるか（開示・訂正・利用停止の請求）")
    ] = False
    tells_no_address: Annotated[
        YesNo,
        Field(description="だれにも住所を伝えない手続で、支援措置の人が出しても課長の確認が要らないか（通知・添付・住所の項目があれば書けない。断られた人・前の住所・代理の知らせは残る）"),
    ] = False


def _names(entry: Entry[ProcedureFile]) -> Iterable[Named]:
    return [Named(entry.model.procedure, ("procedure",))]


def _texts(entry: Entry[ProcedureFile]) -> Iterable[NeededText]:
    procedure, place = entry.model, entry.place
    name, is_elsewhere = procedure.procedure, procedure.where == "elsewhere"
    for word in ("title", "summary"):
        yield NeededText(f"procedure.{name}.{word}", place)
    for word in ("short", "who", "result", "deadline"):
        yield NeededText(f"procedure.{name}.{word}", place, required=False)
    for word in ("where", "bring"):
        yield NeededText(f"procedure.{name}.{word}", place, required=is_elsewhere)
    for role in procedure.roles:
        yield NeededText(f"role.{name}.{role}.title", place.inside("roles", role), required=False)
    for index, attachment in enumerate(procedure.attachments):
        at = place.inside("attachments", index)
        yield NeededText(f"attachment.{name}.{attachment.id}.label", at)
        yield NeededText(f"attachment.{name}.{attachment.id}.hint", at, required=False)
    for index, check in enumerate(procedure.steps.checklist):
        yield NeededText(f"check.{check}.label", place.inside("steps", "checklist", index), languages=("ja",))


PROCEDURES = PackPart(
    "procedures",
    ProcedureFile,
    Said("手続", "procedures"),
    names=_names,
    texts=_texts,
    amending=AmendingRules("procedure", merged=frozenset({"regime", "roles", "letters"})),
)
