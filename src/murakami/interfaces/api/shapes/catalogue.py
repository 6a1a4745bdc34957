"""What there is: procedures, life events, publications."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from murakami.interfaces.api.shapes.base import Answer, Cursor

Texts = Annotated[dict[str, str], Field(description="言語ごとの文。ja は必ずある", examples=[{"ja": "児童手当", "en": "Child allowance"}])]
Sha = Annotated[str, Field(description="版の SHA-256", examples=["9f2c…"])]
Level = Annotated[str, Field(description="要る本人確認の強さ：none、account、card_auth、card_sign", examples=["account"])]


class ProcedureHead(Answer):
    """A procedure in a list."""

    id: Annotated[str, Field(description="手続の記号", examples=["child-allowance-claim"])]
    sha256: Sha
    title: Annotated[str, Field(description="名前。Accept-Languageの言語で", examples=["児童手当の認定請求"])]
    summary: Annotated[str, Field(description="何の手続か")]
    kind: Annotated[str, Field(description="application 申請、declaration 届出、registration 登録、request 請求、consultation 相談", examples=["application"])]
    unit: Annotated[str, Field(description="担当の課の記号", examples=["kodomo"])]
    is_online: Annotated[bool, Field(description="ここで出せるか")]
    assurance: Level
    fee_yen: Annotated[int, Field(description="手数料。円、税込み", examples=[0])]
    life_events: Annotated[list[str], Field(description="この手続が出てくるライフイベント", examples=[["birth"]])]


class RoleAsked(Answer):
    """Who takes part in a procedure."""

    role: Annotated[str, Field(description="役の記号", examples=["child"])]
    title: Annotated[str, Field(description="役の名前")]
    is_plural: Annotated[bool, Field(description="何人でもなれるか")]
    is_optional: Annotated[bool, Field(description="いなくてもよいか")]


class FactAsked(Answer):
    """A question that a procedure may ask."""

    role: Annotated[str, Field(description="だれについてか", examples=["applicant"])]
    fact: Annotated[str, Field(description="項目の記号", examples=["name"])]
    label: Annotated[str, Field(description="項目の名前", examples=["お名前"])]
    type: Annotated[str, Field(description="値の種類", examples=["person_name"])]
    is_required: Annotated[bool, Field(description="聞くときは必ず要るか")]
    is_conditional: Annotated[bool, Field(description="当てはまるときだけ聞くか")]


class AttachmentAsked(Answer):
    """A document that a procedure may need."""

    id: Annotated[str, Field(description="書類の記号", examples=["bankbook"])]
    label: Annotated[str, Field(description="書類の名前")]
    hint: Annotated[str, Field(description="説明")]
    need: Annotated[str, Field(description="required、copy（写し）、original_later（原本はあとで）", examples=["copy"])]
    is_conditional: Annotated[bool, Field(description="当てはまるときだけ要るか")]


class Procedure(ProcedureHead):
    """A version of a procedure; for ever what its SHA-256 says."""

    texts: Annotated[dict[str, Texts], Field(description="言語ごとの文：title、summary、who、deadline、where、bring、result のうちあるもの")]
    by_whom: Annotated[list[str], Field(description="だれが出せるか", examples=[["self"]])]
    legal_basis: Annotated[list[str], Field(description="根拠となる法令など")]
    criteria: Annotated[str, Field(description="審査の基準")]
    standard_period_days: Annotated[int | None, Field(description="標準処理期間。開庁日")]
    roles: Annotated[list[RoleAsked], Field(description="だれが出てくるか")]
    questions: Annotated[list[FactAsked], Field(description="聞くことがある項目。実際に何を聞くかは会話が決める")]
    attachments: Annotated[list[AttachmentAsked], Field(description="要ることがある書類")]


class ProcedureList(Answer):
    """A part of the catalogue."""

    items: Annotated[list[ProcedureHead], Field(description="記号の順。qがあるときは合う順")]
    next: Cursor


class VersionHead(Answer):
    """A version that was ever published."""

    sha256: Sha
    published_at: Annotated[datetime, Field(description="公開した時刻")]
    is_current: Annotated[bool, Field(description="いまの版か")]


class VersionList(Answer):
    """The versions of a procedure, newest first."""

    items: list[VersionHead]
    next: Cursor


class OfferHead(Answer):
    """A procedure that a life event may lead to."""

    procedure: Annotated[str, Field(examples=["child-allowance-claim"])]
    title: str
    is_online: bool


class LifeEventHead(Answer):
    """A life event in a list."""

    id: Annotated[str, Field(description="ライフイベントの記号", examples=["birth"])]
    title: Annotated[str, Field(examples=["子どもが生まれた"])]
    summary: str


class LifeEvent(LifeEventHead):
    """A life event with what it offers; which of it applies, the guide of a conversation finds out."""

    sha256: Sha
    texts: dict[str, Texts]
    offers: Annotated[list[OfferHead], Field(description="出てくる手続")]


class LifeEventList(Answer):
    """The life events in their order."""

    items: list[LifeEventHead]
    next: Cursor


class UnitInfo(Answer):
    """A unit as residents reach it."""

    code: Annotated[str, Field(examples=["kodomo"])]
    name: Annotated[str, Field(examples=["こども課"])]
    phone: str


class UnitList(Answer):
    """The units by code."""

    items: list[UnitInfo]
    next: Cursor


PublicationKind = Literal["policy-edition", "fiscal-year", "indicator", "hearing"]


class PublicationHead(Answer):
    """Something that the municipality has published."""

    kind: Annotated[str, Field(description="種類", examples=["policy-edition"])]
    key: Annotated[str, Field(description="種類の中の名前", examples=["2.3"])]
    title: str
    sha256: Sha
    published_at: datetime


class PublicationList(Answer):
    """What is published now, by kind and key."""

    items: list[PublicationHead]
    next: Cursor


class Publication(PublicationHead):
    """A publication with its document, as plain JSON."""

    document: Annotated[dict[str, Any], Field(description="文書そのもの。形は種類による")]
