"""How packs write what became of each initiative from one edition to the next."""

from typing import Annotated, Literal

from pydantic import Field

from murakami.domain.programme.formats.editions import EditionCode, InitiativeCode
from murakami.foundation.packs.formats import PackModel, Sentence, YesNo

StepKind = Literal["kept", "renamed", "merged", "split", "added", "moved", "withdrawn"]


class LineageStep(PackModel):
    """What became of one initiative, or of several that belong together."""

    kind: Annotated[StepKind, Field(description="どうなったか：そのまま・改名・統合・分割・追加・移動・廃止")]
    before: Annotated[tuple[InitiativeCode, ...], Field(alias="from", description="前の版の取組の番号")] = ()
    after: Annotated[tuple[InitiativeCode, ...], Field(alias="to", description="後の版の取組の番号")] = ()
    rewritten: Annotated[YesNo, Field(description="本文が書き改められたか")] = False
    note: Annotated[str | None, Field(description="説明")] = None


class LineageFile(PackModel):
    """`programme/*.yaml`: from one edition to the next."""

    lineage: Annotated[Sentence, Field(description='名前（"2.0 -> 2.3" など）')]
    before: Annotated[EditionCode, Field(alias="from", description="前の版")]
    after: Annotated[EditionCode, Field(alias="to", description="後の版")]
    steps: Annotated[tuple[LineageStep, ...], Field(min_length=1, description="取組ごとに")]
