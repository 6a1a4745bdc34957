"""What there is, for everybody: procedures and their versions, life events, units."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel

from murakami.domain.procedures.queries import (
    LifeEventVersion,
    ProcedureVersion,
    find_last_published,
    find_version,
    get_life_event,
    get_version,
    list_catalogue,
    list_life_events,
    list_units,
    list_versions,
    search,
)
from murakami.foundation.limits.addresses import place_of
from murakami.foundation.limits.counting import knock
from murakami.foundation.limits.rules import Door
from murakami.interfaces.api.answers import answer_openly
from murakami.interfaces.api.cursors import MOST, USUAL, page_of, read_number, write_cursor
from murakami.interfaces.api.entrance import READS, operation
from murakami.interfaces.api.shapes import catalogue as shapes
from murakami.interfaces.api.wording import lang
from murakami.kernel.conditions import ALWAYS
from murakami.kernel.conditions.trees import both
from murakami.kernel.languages import text_in

router = Router()
_TAG = "手続を探す"
_TEXTS = ("title", "summary", "who", "deadline", "where", "bring", "result")
CursorAsked = Annotated[str | None, Query(None, max_length=400, description="前の答えの next をそのまま")]
LimitAsked = Annotated[int, Query(USUAL, ge=1, le=MOST, description="いくつまで")]
_PAGED = ("cursor", "limit")


@operation(router, READS, "/procedures", name="procedures", token=False, query=(*_PAGED, "q"), tag=_TAG, answers={200: shapes.ProcedureList},
           says="手続の一覧\n記号の順。qを付けると、言葉に合うものを合う順に20まで（続きはない）。")
def list_procedures(request: HttpRequest, cursor: CursorAsked = None, limit: LimitAsked = USUAL,
                    q: Annotated[str | None, Query(None, min_length=1, max_length=200, description="探す言葉", examples=["児童手当"])] = None,
                    ) -> HttpResponse:
    """List procedures. SQL: 2."""
    if q is not None:
        knock(Door.SEARCHES, place_of(request), at=timezone.now())
        found = [version for hit in search(q) if hit.kind == "procedure" and (version := find_version(hit.id))]
        return _open(request, shapes.ProcedureList(items=[_head(one) for one in found[:limit]], next=None))
    part, after = page_of(list_catalogue(), key=lambda one: one.id, cursor=cursor, limit=limit)
    return _open(request, shapes.ProcedureList(items=[_head(one) for one in part], next=after))


@operation(router, READS, "/procedures/{procedure}", name="procedure", token=False, tag=_TAG, answers={200: shapes.Procedure}, says="手続のいまの版")
def read_procedure(request: HttpRequest, procedure: str) -> HttpResponse:
    """Read the current version. SQL: 2."""
    return _open(request, _whole(get_version(procedure)))


@operation(router, READS, "/procedures/{procedure}/versions", name="procedure-versions", token=False, query=_PAGED, tag=_TAG,
           answers={200: shapes.VersionList}, says="公開した版の一覧\n新しい順。")
def list_procedure_versions(request: HttpRequest, procedure: str, cursor: CursorAsked = None, limit: LimitAsked = USUAL) -> HttpResponse:
    """List the versions that were ever published. SQL: 3."""
    before, found = read_number(cursor), list_versions(procedure)
    rest = [one for one in found if before is None or one.number < before]
    if not found:
        get_version(procedure)
    items = [shapes.VersionHead(sha256=one.sha, published_at=one.published_at, is_current=one.is_current) for one in rest[:limit]]
    return _open(request, shapes.VersionList(items=items, next=write_cursor(rest[limit - 1].number) if len(rest) > limit else None))


@operation(router, READS, "/procedures/{procedure}/versions/{sha256}", name="procedure-version", token=False, tag=_TAG,
           answers={200: shapes.Procedure}, says="手続の、ある版\n版は変わらない。")
def read_procedure_version(request: HttpRequest, procedure: str, sha256: str) -> HttpResponse:
    """Read a version for ever. SQL: 3."""
    return _open(request, _whole(get_version(procedure, sha256)))


@operation(router, READS, "/life-events", name="life-events", token=False, query=_PAGED, tag=_TAG, answers={200: shapes.LifeEventList},
           says="ライフイベントの一覧")
def list_events(request: HttpRequest, cursor: CursorAsked = None, limit: LimitAsked = USUAL) -> HttpResponse:
    """List the life events. SQL: 2."""
    part, after = page_of(list_life_events(), key=lambda one: f"{one.order:09}/{one.id}", cursor=cursor, limit=limit)
    items = [shapes.LifeEventHead(id=one.id, title=one.text("title", lang()), summary=one.text("summary", lang())) for one in part]
    return _open(request, shapes.LifeEventList(items=items, next=after))


@operation(router, READS, "/life-events/{life_event}", name="life-event", token=False, tag=_TAG, answers={200: shapes.LifeEvent},
           says="ライフイベントと、出てくる手続")
def read_event(request: HttpRequest, life_event: str) -> HttpResponse:
    """Read a life event. SQL: 2."""
    return _open(request, _event(get_life_event(life_event)))


@operation(router, READS, "/units", name="units", token=False, query=_PAGED, tag=_TAG, answers={200: shapes.UnitList}, says="担当の課の一覧")
def list_offices(request: HttpRequest, cursor: CursorAsked = None, limit: LimitAsked = USUAL) -> HttpResponse:
    """List the units. SQL: 2."""
    part, after = page_of(list_units(), key=lambda one: one.code, cursor=cursor, limit=limit)
    items = [shapes.UnitInfo(code=one.code, name=one.name_in(lang()), phone=one.phone) for one in part]
    return _open(request, shapes.UnitList(items=items, next=after))


def _open(request: HttpRequest, value: BaseModel) -> HttpResponse:
    return answer_openly(request, value.model_dump_json().encode(), changed_at=find_last_published())


def _of_head(version: ProcedureVersion) -> dict[str, Any]:
    return {"id": version.id, "sha256": version.sha, "title": version.text("title", lang()), "summary": version.text("summary", lang()),
            "kind": version.kind, "unit": version.unit, "is_online": version.is_online, "assurance": version.assurance,
            "fee_yen": version.fee_yen, "life_events": [one.id for one in list_life_events() if version.id in one.procedures]}


def _head(version: ProcedureVersion) -> shapes.ProcedureHead:
    return shapes.ProcedureHead(**_of_head(version))


def _whole(version: ProcedureVersion) -> shapes.Procedure:
    return shapes.Procedure(
        **_of_head(version), texts={word: dict(text) for word in _TEXTS if (text := version.all_languages(word))},
        by_whom=list(version.by_whom), legal_basis=list(version.regime.articles), criteria=version.regime.criteria,
        standard_period_days=version.standard_period, roles=list(_roles(version)), questions=list(_questions(version)),
        attachments=list(_attachments(version)))


def _roles(version: ProcedureVersion) -> Iterable[shapes.RoleAsked]:
    for spec in version.roles.values():
        yield shapes.RoleAsked(role=spec.role, title=text_in(version.role_title(spec.role), lang()), is_plural=spec.plural,
                               is_optional=spec.optional)


def _questions(version: ProcedureVersion) -> Iterable[shapes.FactAsked]:
    for ask in version.asks:
        for one in ask.facts:
            kind = version.roles[one.ref.role].kind
            yield shapes.FactAsked(
                role=one.ref.role, fact=one.ref.fact, label=text_in(version.fact_text(kind, one.ref.fact), lang()),
                type=version.fact(one.ref).type, is_required=one.required, is_conditional=both(ask.when, one.when) != ALWAYS)


def _attachments(version: ProcedureVersion) -> Iterable[shapes.AttachmentAsked]:
    for spec in version.attachments:
        yield shapes.AttachmentAsked(
            id=spec.id, label=version.attachment_text(spec.id, "label", lang()), hint=version.attachment_text(spec.id, "hint", lang()),
            need=spec.need.value, is_conditional=spec.when != ALWAYS)


def _event(event: LifeEventVersion) -> shapes.LifeEvent:
    texts = {word: dict(text) for word in ("title", "summary") if (text := event.texts.get(f"life_event.{event.id}.{word}"))}
    return shapes.LifeEvent(
        id=event.id, title=event.text("title", lang()), summary=event.text("summary", lang()), sha256=event.sha, texts=texts,
        offers=_offers(tuple(event.procedures.values())))


def _offers(versions: Sequence[ProcedureVersion]) -> list[shapes.OfferHead]:
    return [shapes.OfferHead(procedure=one.id, title=one.text("title", lang()), is_online=one.is_online) for one in versions]
