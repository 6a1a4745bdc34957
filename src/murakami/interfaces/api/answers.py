"""How an answer is written: JSON, its language, and for what everybody may read its mark and its age."""

from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from pydantic import BaseModel

_OPEN_SECONDS: Final = 60


def answer(value: BaseModel, *, status: int = HTTPStatus.OK, location: str = "") -> HttpResponse:
    """Answer something that belongs to somebody: nobody in between keeps it."""
    made = HttpResponse(value.model_dump_json(), status=status, content_type="application/json")
    made["Cache-Control"] = "no-store"
    made["Content-Language"] = get_language() or "ja"
    if location:
        made["Location"] = location
    return made


def answer_nothing() -> HttpResponse:
    """Answer that it is done."""
    done = HttpResponse(status=HTTPStatus.NO_CONTENT)
    done["Cache-Control"] = "no-store"
    return done


def answer_openly(request: HttpRequest, body: bytes, *, changed_at: datetime | None = None) -> HttpResponse:
    """Answer something that is public: with its mark, the moment of its last change, and not again to whoever has it."""
    made = HttpResponse(body, content_type="application/json")
    made["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
    made["Cache-Control"] = f"public, max-age={_OPEN_SECONDS}"
    made["Content-Language"] = get_language() or "ja"
    moment = int(changed_at.timestamp()) if changed_at else None
    if moment is not None:
        made["Last-Modified"] = http_date(moment)
    found = get_conditional_response(request, etag=made["ETag"], last_modified=moment, response=made)
    return found if isinstance(found, HttpResponse) else made
