"""How packs write the official paper form (様式) of a procedure: every item of the paper, and what fills it."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from murakami.domain.procedures.formats.vocabulary import ConditionData
from murakami.foundation.packs.formats import OR_TEXT, FactName, Identifier, PackModel, Sentence

Evidence = Literal["law", "published", "unverified"]


def _source_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _source(value: object) -> object:
    return {"fact": value} if isinstance(value, str) else value


class ItemSource(PackModel):
    """One way of filling an item: the value of a fact, or fixed words; the first that holds and is known is printed."""

    fact: Annotated[FactName | None, Field(description="役割.項目")] = None
    constant: Annotated[str | None, Field(description="決まった言葉")] = None
    when: Annotated[ConditionData, Field(description="この条件のときだけ")] = None


class FormItem(PackModel):
    """One item of the paper form, filled in exactly one way: from, constant, staff or system."""

    label: Annotated[Sentence, Field(description="様式の欄の名前")]
    sources: Annotated[
        tuple[Annotated[ItemSource, BeforeValidator(_source), OR_TEXT], ...] | None,
        BeforeValidator(_source_list),
        OR_TEXT,
        Field(alias="from", description="写す項目（並びなら、分かっている最初のもの）"),
    ] = None
    constant: Annotated[str | None, Field(description="はじめから印刷されている言葉")] = None
    staff: Annotated[str | None, Field(description="職員が書き足す（その方法）")] = None
    system: Annotated[Literal["filed_on"] | None, Field(description="システムが入れる値")] = None
    parts: Annotated[tuple[Identifier, ...], Field(description="値のうち印刷する部分")] = ()
    choices: Annotated[dict[str, str], Field(description="選択肢ごとの、様式での言葉")] = {}
    when: Annotated[ConditionData, Field(description="この条件のときだけ印刷する")] = None
    repeats: Annotated[Identifier | None, Field(description="この役割の一人ごとに一行")] = None
    evidence: Annotated[Evidence, Field(description="欄の確かさ：法令・公表・未確認")]
    source: Annotated[str | None, Field(description="欄の出典")] = None

    @property
    def ways(self) -> tuple[str, ...]:
        """Name the ways in which this item says it is filled."""
        written = {"from": self.sources, "constant": self.constant, "staff": self.staff, "system": self.system}
        return tuple(word for word, value in written.items() if value is not None)


class FormEntry(PackModel):
    """The official form."""

    title: Annotated[Sentence, Field(description="様式の名前")]
    source: Annotated[str | None, Field(description="様式の出典")] = None
    unverified_accepted: Annotated[str | None, Field(description="未確認の欄があるのに使う理由")] = None
    items: Annotated[tuple[FormItem, ...], Field(min_length=1, description="欄")]
