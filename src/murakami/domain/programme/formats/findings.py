"""How packs write the published list of inconsistencies in a source and what was decided about each."""

from typing import Annotated, Literal

from pydantic import Field

from murakami.domain.programme.formats.editions import EditionCode
from murakami.foundation.packs.formats import PackModel, Sentence, Slug

FindingKind = Literal["recognition", "unstruck", "contradiction", "numbering", "missing", "wording"]


class Finding(PackModel):
    """Something that does not fit in the source, how we read it, and why."""

    id: Annotated[Slug, Field(description="名前（f01 など）")]
    kind: Annotated[FindingKind, Field(description="種類：文字認識・消し忘れ・食い違い・番号・欠け・言葉")]
    where: Annotated[tuple[Sentence, ...], Field(min_length=1, description="どこにあるか")]
    printed: Annotated[str | None, Field(description="もとの文書の書き方")] = None
    read: Annotated[str | None, Field(description="この版での読み方（決めたこと）")] = None
    reason: Annotated[Sentence, Field(description="そう決めた理由")]


class FindingsFile(PackModel):
    """`programme/*.yaml`: what does not fit in the source of an edition."""

    findings: Annotated[EditionCode, Field(description="どの版についてか")]
    items: Annotated[tuple[Finding, ...], Field(description="食い違いと、決めたこと")]
