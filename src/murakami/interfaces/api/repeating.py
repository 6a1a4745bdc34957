"""A request that makes something may be sent again: the same key and content give the same answer, for a day.

Only what was done is remembered, in the transaction that does it: whoever was refused, or was cut off, may try again
with the same key. Two at once are told apart by the database: the second waits for the first and gets its answer.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel

from murakami.interfaces.api.answers import answer
from murakami.interfaces.api.models import Answered
from murakami.interfaces.api.problems import Code, Refused
from murakami.interfaces.api.shapes.problems import FieldProblem
from murakami.interfaces.api.tokens import Holder
from murakami.kernel.json_values import canonical_json

KEPT: Final = timedelta(hours=24)
_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: what to answer, and where the new thing is."""

    value: BaseModel
    status: int
    location: str = ""


def once(request: HttpRequest, holder: Holder, *, sent: Any, at: datetime, do: Callable[[], Done]) -> HttpResponse:
    """Do something once for the Idempotency-Key of a request; without one, just do it.

    `sent` is what the client wants, as JSON: another content under the same key is refused.

    Raises Refused. SQL: 4 beside what is done; 1 for an answer that is remembered.
    """
    written = request.headers.get("Idempotency-Key")
    if written is None:
        return _answer(do())
    key, body = _key(request, written), _digest(canonical_json(sent))
    remembered = _find(holder, key, body, at=at)
    if remembered is not None:
        return remembered
    try:
        return _do_and_remember(holder, key, body, at=at, do=do)
    except IntegrityError:  # another request with this key was quicker; its transaction is over, so its answer is there
        remembered = _find(holder, key, body, at=at)
        if remembered is None:
            raise
        return remembered


def forget_old_answers(*, at: datetime) -> int:
    """Delete what is not remembered any more. SQL: 1."""
    gone, _by_model = Answered.objects.filter(at__lte=at - KEPT).delete()
    return gone


def _do_and_remember(holder: Holder, key: str, body: str, *, at: datetime, do: Callable[[], Done]) -> HttpResponse:
    with transaction.atomic():
        Answered.objects.filter(token=holder.token, key=key, at__lte=at - KEPT).delete()
        row = Answered.objects.create(token=holder.token, key=key, body=body, at=at)
        done = do()
        row.status, row.answer = done.status, {"value": done.value.model_dump(mode="json"), "location": done.location}
        row.save(update_fields=["status", "answer"])
    return _answer(done)


def _find(holder: Holder, key: str, body: str, *, at: datetime) -> HttpResponse | None:
    row = Answered.objects.filter(token=holder.token, key=key, at__gt=at - KEPT).first()
    if row is None:
        return None
    if row.body != body:
        raise Refused(Code.KEY_REUSED)
    again = answer(_Remembered.model_validate(row.answer["value"]), status=row.status, location=row.answer["location"])
    again["Idempotent-Replayed"] = "true"
    return again


class _Remembered(BaseModel):
    """An answer as it was given."""

    model_config = {"extra": "allow"}


def _answer(done: Done) -> HttpResponse:
    return answer(done.value, status=done.status, location=done.location)


def _key(request: HttpRequest, written: str) -> str:
    if not _KEY.fullmatch(written):
        raise Refused(Code.INVALID, errors=[FieldProblem(field="Idempotency-Key", code="wrong_form", detail=_(
            "Idempotency-Key：英数字と記号で200字まで（UUIDなど）にしてください。"))])
    return _digest(f"{request.method} {request.path}\n{written}")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
