"""As much of a web server as the fictitious world needs: questions, answers, pages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.template import Context, Engine
from django.utils.safestring import SafeString

_LONGEST_FORM = 64 * 1024
_STYLES = ("tokens", "base", "layout", "components", "fields", "utilities")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: `query` as it was written, `form` and `body` of a POST."""

    method: str
    path: str
    query: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def bearer(self) -> str:
        """The access token that it carries; empty without one."""
        return self.headers.get("authorization", "").removeprefix("Bearer ")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer."""

    body: bytes
    status: HTTPStatus = HTTPStatus.OK
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


Answer = Callable[[Asked], Reply]


def page(template: str, *, status: HTTPStatus = HTTPStatus.OK, form_targets: Iterable[str] = (), **context: Any) -> Reply:
    """Render one of our pages; `form_targets` are further origins that its form may lead to."""
    rendered: SafeString = _engine().get_template(f"{template}.html").render(Context(context, use_l10n=False, use_tz=False))
    policy = f"default-src 'none'; style-src 'self'; form-action 'self' {' '.join(form_targets)}; frame-ancestors 'none'"
    return Reply(rendered.encode(), status, headers=(("Content-Security-Policy", policy),))


def redirect(to: str) -> Reply:
    """Send the browser elsewhere."""
    return Reply(b"", HTTPStatus.SEE_OTHER, headers=(("Location", to),))


def style() -> Reply:
    """Give the design system's styles, with ours behind them, as one sheet."""
    return Reply(_sheet(), content_type="text/css; charset=utf-8")


class Site:
    """A WSGI application from a table of (method, path) to answers; `*` stands for the last part but one."""

    def __init__(self, routes: Mapping[tuple[str, str], Answer]) -> None:
        self.routes = routes

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        asked = _asked(environ)
        answer = self.routes.get((asked.method, asked.path)) or self.routes.get((asked.method, _any_name(asked.path)))
        reply = answer(asked) if answer else page("missing", status=HTTPStatus.NOT_FOUND)
        start_response(f"{reply.status.value} {reply.status.phrase}", [
            ("Content-Type", reply.content_type), ("Content-Length", str(len(reply.body))),
            ("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"), *reply.headers])
        return [reply.body]


class QuietHandler(WSGIRequestHandler):
    """Writes no line per request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent: addresses here hold codes."""


class Server(ThreadingMixIn, WSGIServer):
    """Answers several browsers at once."""

    daemon_threads = True


def listen(site: Site, *, host: str, port: int) -> Server:
    """Bind a site to a port (0 picks a free one) without serving yet."""
    server = Server((host, port), QuietHandler)
    server.set_app(site)
    return server


def _any_name(path: str) -> str:
    parts = path.split("/")
    return "/".join([*parts[:-2], "*", parts[-1]]) if len(parts) > 2 else path


def _asked(environ: Mapping[str, Any]) -> Asked:
    method = environ["REQUEST_METHOD"]
    form, body = {}, b""
    if method == "POST":
        body = environ["wsgi.input"].read(min(int(environ.get("CONTENT_LENGTH") or 0), _LONGEST_FORM))
        form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    headers = {"authorization": environ["HTTP_AUTHORIZATION"]} if "HTTP_AUTHORIZATION" in environ else {}
    return Asked("GET" if method == "HEAD" else method, environ.get("PATH_INFO", "/"), environ.get("QUERY_STRING", ""),
                 form, headers, body)


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(Path(__file__).parent / "pages")], autoescape=True)


@cache
def _sheet() -> bytes:
    components = files("murakami.interfaces.components") / "static" / "components" / "css"
    sheets = [(components / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES]
    return "\n".join([*sheets, (Path(__file__).parent / "pages" / "world.css").read_text(encoding="utf-8")]).encode()
