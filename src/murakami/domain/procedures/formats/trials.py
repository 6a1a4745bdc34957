"""How packs write trials: answers given, outcome expected."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from murakami.foundation.packs.formats import Count, Identifier, PackModel, Sentence, Slug
from murakami.foundation.packs.parts import PackPart
from murakami.foundation.packs.problems import Said

AnswerData = Annotated[Any, WithJsonSchema({"description": '答え。日付は 2026-11-03、はい・いいえは "yes" "no"'})]


class Expectation(PackModel):
    """What must come out; what is left out is not looked at."""

    applies: Annotated[tuple[Slug, ...], Field(description="当てはまる手続")] = ()
    excluded: Annotated[tuple[Slug, ...], Field(alias="not", description="当てはまらない手続")] = ()
    due: Annotated[dict[Slug, date], Field(description="手続ごとの期限")] = {}
    whose: Annotated[dict[Slug, str], Field(description="手続ごとの、申請する人")] = {}
    questions_at_most: Annotated[Count | None, Field(description="手続ガイドの質問の数の上限")] = None


class TrialEntry(PackModel):
    """One situation of life."""

    name: Annotated[Sentence, Field(description="どんな人の話か")]
    life_event: Annotated[Slug, Field(description="ライフイベント")]
    today: Annotated[date, Field(description="その日")]
    people: Annotated[
        dict[Identifier, tuple[str, ...]], Field(description="役割ごとの人の名前（me、newborn-1 など）")
    ] = {}
    answers: Annotated[dict[str, AnswerData], Field(description="人.項目: 答え")]
    expect: Annotated[Expectation, Field(description="出てほしい結果")]


class TrialFile(PackModel):
    """`trials/*.yaml`."""

    trials: Annotated[tuple[TrialEntry, ...], Field(description="試し")]


TRIALS = PackPart("trials", TrialFile, Said("試し", "trials"))
