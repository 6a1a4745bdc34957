"""The one way into every operation: language, limits, and what its document says it may answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override
from ninja import Router
from ninja.security import HttpBearer

from murakami.foundation.limits.addresses import place_of
from murakami.foundation.limits.counting import knock
from murakami.foundation.limits.rules import Door
from murakami.interfaces.api.languages import language_wanted
from murakami.interfaces.api.mends import unknown
from murakami.interfaces.api.problems import Code, Refused
from murakami.interfaces.api.tokens import Holder, NoSuchToken, TokenOver, holder_of

View = Callable[..., HttpResponse]
READS: Final = ("GET", "HEAD")
_ALWAYS: Final = (Code.INVALID, Code.NOT_FOUND, Code.METHOD_NOT_ALLOWED, Code.TOO_OFTEN, Code.FAILED, Code.UNAVAILABLE)
_WITH_TOKEN: Final = (Code.NO_TOKEN, Code.TOKEN_UNKNOWN, Code.TOKEN_OVER)
_WITH_BODY: Final = (Code.UNREADABLE, Code.NOT_JSON, Code.TOO_LARGE)


class Bearer(HttpBearer):
    """Finds who holds the token of a request, and counts their reading and writing.

    A token that is none counts for the network it comes from: whoever guesses does not get far.
    """

    def __call__(self, request: HttpRequest) -> Holder:
        """Read the Authorization header. Raises Refused, TooOften."""
        scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
        at = timezone.now()
        if scheme.lower() != "bearer" or not secret.strip():
            knock(Door.LOOKUPS, place_of(request), at=at)
            raise Refused(Code.NO_TOKEN)
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Holder:
        """Find the holder. Raises Refused, TooOften. SQL: as `holder_of` and `knock`."""
        at = timezone.now()
        try:
            holder = holder_of(token, at=at)
        except (NoSuchToken, TokenOver) as gone:
            knock(Door.LOOKUPS, place_of(request), at=at)
            raise Refused(Code.TOKEN_OVER if isinstance(gone, TokenOver) else Code.TOKEN_UNKNOWN) from gone
        knock(Door.LOOKUPS if request.method in READS else Door.WRITES, holder.name, at=at)
        return holder


BEARER: Final = Bearer()


@dataclass(frozen=True, slots=True)
class Told:
    """What the document says of an operation beside its shapes: its refusals, and whether everybody may read it."""

    refuses: tuple[Code, ...]
    is_open: bool
    is_repeatable: bool


TOLD: Final[dict[str, Told]] = {}
"""What is told of every operation, by its id."""


def operation(router: Router, methods: Sequence[str], path: str, *, name: str, says: str, answers: Mapping[int, Any],
              refuses: Sequence[Code] = (), token: bool = True, query: Sequence[str] = (), repeatable: bool = False,
              tag: str) -> Callable[[View], View]:
    """Register a view as an operation of the API under the address named `name`.

    `says` tells readers what it does: a line, then perhaps more. `answers` are its good answers by status, `refuses` what it may refuse beside what all may; with `repeatable` it
    takes an Idempotency-Key. `query` are the parameters behind the question mark: others are refused by name.
    """
    def register(view: View) -> View:
        has_body = methods[0] in {"POST", "PUT"}
        TOLD[view.__name__] = Told(
            refuses=tuple(dict.fromkeys((*_ALWAYS, *(_WITH_TOKEN if token else ()), *(_WITH_BODY if has_body else ()), *refuses,
                                         *((Code.KEY_REUSED,) if repeatable else ())))),
            is_open=not token and methods[0] == "GET", is_repeatable=repeatable)

        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
            with override(language_wanted(request)):
                _refuse_unknown(request, query)
                return view(request, *args, **values)

        summary, _line, description = says.partition("\n")
        router.api_operation(list(methods), path, url_name=name, operation_id=view.__name__, response=dict(answers),
                             auth=BEARER if token else None, tags=[tag], summary=summary,
                             description=description or summary)(entered)
        return view

    return register


def holder(request: HttpRequest) -> Holder:
    """Say who sends a request that came with a token."""
    found: Holder = request.auth  # type: ignore[attr-defined]  # django-ninja puts there what `Bearer` gives
    return found


def _refuse_unknown(request: HttpRequest, query: Sequence[str]) -> None:
    errors = [unknown(name) for name in request.GET if name not in query]
    if errors:
        raise Refused(Code.INVALID, errors=errors[:20])
