"""What the municipality has published about its own work: the policy, its years, the indicators, hearings."""

from typing import Annotated, Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from murakami.domain.publications.queries import Head, find_published, list_heads
from murakami.interfaces.api.answers import answer_openly
from murakami.interfaces.api.cursors import USUAL, page_of
from murakami.interfaces.api.doors.catalogue import CursorAsked, LimitAsked
from murakami.interfaces.api.entrance import READS, operation
from murakami.interfaces.api.shapes import catalogue as shapes

router = Router()
KINDS: Final = ("policy-edition", "policy-changes", "policy-year", "policy-hearing", "initiative-plan", "indicator")
_TAG = "公開しているもの"


@operation(router, READS, "/publications", name="publications", token=False, query=("cursor", "limit", "kind"), tag=_TAG,
           answers={200: shapes.PublicationList}, says="公開しているものの一覧\n種類と名前の順。文書そのものは一つずつ読む。")
def list_publications(request: HttpRequest, cursor: CursorAsked = None, limit: LimitAsked = USUAL,
                      kind: Annotated[str | None, Query(None, max_length=40, description="種類", examples=["indicator"])] = None,
                      ) -> HttpResponse:
    """List what is published. SQL: 1."""
    wanted = KINDS if kind is None else tuple(one for one in KINDS if one == kind)
    heads = sorted(list_heads(*wanted), key=_key)
    part, after = page_of(heads, key=_key, cursor=cursor, limit=limit)
    value = shapes.PublicationList(items=[shapes.PublicationHead(**_of(one)) for one in part], next=after)
    newest = max((one.published_at for one in heads), default=None)
    return answer_openly(request, value.model_dump_json().encode(), changed_at=newest)


@operation(router, READS, "/publications/{kind}/{key}", name="publication", token=False, tag=_TAG, answers={200: shapes.Publication},
           says="公開しているもの一つと、その文書")
def read_publication(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Read a publication. SQL: 1."""
    found = find_published(kind, key) if kind in KINDS else None
    if found is None:
        raise Http404
    value = shapes.Publication(**_of(found.head), document=dict(found.document))
    return answer_openly(request, value.model_dump_json().encode(), changed_at=found.head.published_at)


def _key(head: Head) -> str:
    return f"{head.kind}/{head.key}"


def _of(head: Head) -> dict[str, Any]:
    return {"kind": head.kind, "key": head.key, "title": head.title, "sha256": head.sha256, "published_at": head.published_at}
