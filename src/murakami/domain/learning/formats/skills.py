"""How packs write skills and the roles that ask for them."""

from typing import Annotated, Literal

from pydantic import Field

from murakami.domain.learning.formats.levels import Level
from murakami.foundation.packs.formats import Number, PackModel, Sentence, Slug, YesNo

StaffKind = Literal["specialist", "leader", "general"]


class SkillEntry(PackModel):
    """A skill: what it means, and what somebody can do at each level."""

    order: Annotated[Number, Field(description="並べる順番（小さいものが先）")]
    name: Annotated[Sentence, Field(description="スキルの名前")]
    short: Annotated[Sentence, Field(description="表に出す短い名前")]
    means: Annotated[Sentence, Field(description="どういうことか")]
    levels: Annotated[tuple[Sentence, ...], Field(description="段階1・2・3で何ができるか（三つ）")]


class SkillsFile(PackModel):
    """`learning/*.yaml` with `skills`: the skills by which learning is measured."""

    skills: Annotated[dict[Slug, SkillEntry], Field(description="スキルごとに")]


class RoleEntry(PackModel):
    """A role in learning, one of the three kinds of staff of the national guideline, and what it needs.

    Source: 総務省「自治体DX推進のための人材育成・確保基本方針」の策定に係る指針 (2023-12): 高度専門人材, DX推進リーダー, 一般行政職員.
    """

    order: Annotated[Number, Field(description="並べる順番（小さいものが先）")]
    kind: Annotated[StaffKind, Field(description="高度専門人材・DX推進リーダー・一般行政職員")]
    name: Annotated[Sentence, Field(description="役割の名前")]
    means: Annotated[Sentence, Field(description="何をする人か")]
    for_everybody: Annotated[YesNo, Field(description="役割が決まっていない職員の役割か（一つだけ）")] = False
    needs: Annotated[dict[Slug, Level], Field(description="要るスキルと段階")]


class RolesFile(PackModel):
    """`learning/*.yaml` with `roles`: the roles in learning."""

    roles: Annotated[dict[Slug, RoleEntry], Field(description="役割ごとに")]
