"""What every fictitious provider answers in the same way: tokens for a code, userinfo for a token, JSON."""

import json
from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlencode

from idpyoidc.server import Server

from murakami.demo.web import Asked, Reply


def read_request(server: Server, query: str, *, required: Collection[str]) -> Mapping[str, Any]:
    """Read a request for a sign-in; each required parameter is there once. What is not in order is an `error` with its reason."""
    given = parse_qs(query)
    missing = [name for name in required if len(given.get(name, [])) != 1]
    if missing:
        return {"error": "invalid_request", "error_description": f"missing: {', '.join(missing)}"}
    try:
        request: Mapping[str, Any] = server.endpoint["authorization"].parse_request(query, {})
    except Exception as error:  # the library raises many kinds; all mean: not in order
        return {"error": "invalid_request", "error_description": type(error).__name__}
    return request


def answer_token(server: Server, asked: Asked, *, problem_of: Callable[[Any], str] = lambda _: "") -> Reply:
    """Exchange a code for tokens; `problem_of` may find fault with how the client showed who it is."""
    endpoint = server.endpoint["token"]
    try:
        request = endpoint.parse_request(dict(asked.form), {"headers": dict(asked.headers)})
    except Exception as error:  # the library raises many kinds; all mean: not believed
        return _not_believed(type(error).__name__)
    if "error" not in request:
        if problem := problem_of(request):
            return _not_believed(problem)
        request = endpoint.process_request(request)
    if "error" in request:
        return as_json({"error": request["error"]}, HTTPStatus.BAD_REQUEST)
    return as_json(json.loads(endpoint.do_response(request=request, **request)["response"]))


def answer_userinfo(server: Server, asked: Asked) -> Reply:
    """Tell what the scopes of an access token allow."""
    endpoint = server.endpoint["userinfo"]
    try:
        request = endpoint.parse_request({}, {"headers": dict(asked.headers)})
        answer = endpoint.process_request(request)
    except Exception:  # many kinds again
        return as_json({"error": "invalid_token"}, HTTPStatus.UNAUTHORIZED)
    if "error" in answer:
        return as_json({"error": answer["error"]}, HTTPStatus.UNAUTHORIZED)
    return as_json(dict(answer["response_args"]))


def as_json(value: Mapping[str, Any], status: HTTPStatus = HTTPStatus.OK) -> Reply:
    """Answer with an object."""
    return Reply(json.dumps(value).encode(), status, content_type="application/json")


def with_parameters(uri: str, **parameters: str) -> str:
    """Add parameters to an address."""
    return f"{uri}{'&' if '?' in uri else '?'}{urlencode(parameters)}"


def _not_believed(why: str) -> Reply:
    return as_json({"error": "invalid_client", "error_description": why}, HTTPStatus.UNAUTHORIZED)
