"""What leaves the API is the API's own: a page of ours about an error becomes a problem, and what is open may be read anywhere."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import override

from murakami.interfaces.api.languages import language_wanted
from murakami.interfaces.api.problems import MEDIA_TYPE, Code, Refused, answer_of

PREFIX: Final = "/api/"
_CODES: Final[Mapping[int, Code]] = MappingProxyType({
    HTTPStatus.BAD_REQUEST: Code.UNREADABLE, HTTPStatus.FORBIDDEN: Code.FORBIDDEN, HTTPStatus.NOT_FOUND: Code.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: Code.METHOD_NOT_ALLOWED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Code.TOO_LARGE,
    HTTPStatus.SERVICE_UNAVAILABLE: Code.UNAVAILABLE,
})
_KEPT: Final = ("Allow", "Retry-After")


class ApiAnswers:
    """Wraps everything below it, so that also a request that no operation ever sees is answered as the document says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        request.COOKIES = {}  # a browser's session means nothing here, and costs nothing
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST and response.get("Content-Type") != MEDIA_TYPE:
            response = _problem(request, response)
        patch_vary_headers(response, ("Accept-Language",))
        if not request.headers.get("Authorization") and request.method in {"GET", "HEAD"} and "public" in response.get("Cache-Control", ""):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Content-Language"
        return response


def _problem(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    with override(language_wanted(request)):
        made = answer_of(Refused(_CODES.get(response.status_code, Code.FAILED)))
    made.status_code = response.status_code if response.status_code in _CODES else made.status_code
    for name in _KEPT:
        if name in response:
            made[name] = response[name]
    return made
