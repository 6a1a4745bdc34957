"""Why something is refused: stable codes with their status, words in three languages, and the form of RFC 9457."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus as Status
from types import MappingProxyType
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from murakami.interfaces.api.shapes.problems import FieldProblem, Problem

MEDIA_TYPE: Final = "application/problem+json"


class Code(StrEnum):
    """Every code that a refusal can have; they never change their meaning."""

    UNREADABLE = "unreadable"
    NOT_JSON = "not_json"
    INVALID = "invalid"
    NO_TOKEN = "no_token"  # noqa: S105 - a code, not a secret
    TOKEN_UNKNOWN = "token_unknown"  # noqa: S105
    TOKEN_OVER = "token_over"  # noqa: S105
    SIGN_IN_NEEDED = "sign_in_needed"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    PAGE_GONE = "page_gone"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    INTAKE_CLOSED = "intake_closed"
    REVIEW_OUTDATED = "review_outdated"
    ADDRESS_ELSEWHERE = "address_elsewhere"
    TOO_LARGE = "too_large"
    ANSWERS_REFUSED = "answers_refused"
    PEOPLE_REFUSED = "people_refused"
    FILE_REFUSED = "file_refused"
    TOO_MANY_FILES = "too_many_files"
    NOTHING_CHOSEN = "nothing_chosen"
    DONE_ELSEWHERE = "done_elsewhere"
    NOT_COMPLETE = "not_complete"
    NOTHING_TO_FILE = "nothing_to_file"
    CODE_WRONG = "code_wrong"
    CODE_OVER = "code_over"
    KEY_REUSED = "key_reused"
    TOO_OFTEN = "too_often"
    LOCKED = "locked"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"
    MAIL_NOT_SENT = "mail_not_sent"


@dataclass(frozen=True, slots=True)
class Said:
    """What a code means: its status, and words that name the mend."""

    status: int
    title: Any
    detail: Any



SAID: Final[Mapping[Code, Said]] = MappingProxyType({
    Code.UNREADABLE: Said(Status.BAD_REQUEST, _("読めない形です"), _("本文を、UTF-8の正しいJSONで送ってください。")),
    Code.NOT_JSON: Said(Status.UNSUPPORTED_MEDIA_TYPE, _("受け取れない種類の本文です"), _("Content-Typeを、仕様書にある種類にして送ってください。")),
    Code.INVALID: Said(Status.UNPROCESSABLE_ENTITY, _("受け取れない項目があります"), _("errorsに挙げた項目を直して、もう一度送ってください。")),
    Code.NO_TOKEN: Said(Status.UNAUTHORIZED, _("トークンがありません"), _("POST /api/v1/tokens で受け取ったトークンを、Authorizationヘッダーに Bearer として付けてください。")),
    Code.TOKEN_UNKNOWN: Said(Status.UNAUTHORIZED, _("知らないトークンです"), _("新しいトークンを受け取ってください。アカウントの下書きは、サインインすると続けられます。")),
    Code.TOKEN_OVER: Said(Status.UNAUTHORIZED, _("トークンの期限が切れました"), _("もう一度サインインするか、新しいトークンを受け取ってください。アカウントの下書きは残っています。")),
    Code.SIGN_IN_NEEDED: Said(Status.FORBIDDEN, _("本人確認が足りません"), _("neededに書いた強さでサインインしてください。マイナンバーカードが要る手続は、市の手続のページから出してください。")),
    Code.FORBIDDEN: Said(Status.FORBIDDEN, _("できないことです"), _("仕様書にある使い方を確かめてください。")),
    Code.NOT_FOUND: Said(Status.NOT_FOUND, _("見つかりません"), _("アドレスを確かめてください。ほかの人のものは、あるかどうかも答えません。")),
    Code.PAGE_GONE: Said(Status.NOT_FOUND, _("この質問は、いまは要りません"), _("答えが変わって、聞くことが変わりました。会話をもう一度読み、次の段階に進んでください。")),
    Code.METHOD_NOT_ALLOWED: Said(Status.METHOD_NOT_ALLOWED, _("このアドレスでは使えない操作です"), _("Allowヘッダーにあるメソッドを使ってください。")),
    Code.CHANGED_ELSEWHERE: Said(Status.CONFLICT, _("ほかのところで変わっています"), _("ほかの画面で同時に保存しました。まだ保存していません。もう一度読んでから、送り直してください。")),
    Code.INTAKE_CLOSED: Said(Status.CONFLICT, _("この会話は終わっています"), _("提出したあと、または捨てたあとは変えられません。提出したものは /api/v1/filings にあります。")),
    Code.REVIEW_OUTDATED: Said(Status.CONFLICT, _("確かめたあとに内容が変わりました"), _("まだ出していません。もう一度 review を読み、確かめてから、その reviewed を送ってください。")),
    Code.ADDRESS_ELSEWHERE: Said(Status.CONFLICT, _("このメールアドレスには別の登録があります"), _("別のトークンでサインインしてください。")),
    Code.TOO_LARGE: Said(Status.REQUEST_ENTITY_TOO_LARGE, _("大きすぎます"), _("本文は1MBまで、ファイルは合わせて30MBまでです。分けて送ってください。")),
    Code.ANSWERS_REFUSED: Said(Status.UNPROCESSABLE_ENTITY, _("直してほしい答えがあります"), _("errorsに挙げた答えを直して、もう一度送ってください。まだ何も保存していません。")),
    Code.PEOPLE_REFUSED: Said(Status.UNPROCESSABLE_ENTITY, _("人数を受け取れません"), _("errorsに挙げた人数を直して、もう一度送ってください。")),
    Code.FILE_REFUSED: Said(Status.UNPROCESSABLE_ENTITY, _("このファイルは受け取れません"), _("errorsに書いた理由を確かめて、別のファイルを送ってください。")),
    Code.TOO_MANY_FILES: Said(Status.UNPROCESSABLE_ENTITY, _("ファイルが多すぎます"), _("一つの書類に付けられるのは10までです。PDF一つにまとめてください。")),
    Code.NOTHING_CHOSEN: Said(Status.UNPROCESSABLE_ENTITY, _("ここで出せる手続が選ばれていません"), _("resultで can_choose が true の手続を、一つ以上選んでください。")),
    Code.DONE_ELSEWHERE: Said(Status.UNPROCESSABLE_ENTITY, _("ここでは出せない手続です"), _("手続の where にある方法で出してください。")),
    Code.NOT_COMPLETE: Said(Status.UNPROCESSABLE_ENTITY, _("まだ答えていないことがあります"), _("errorsに挙げた質問に答えてから、もう一度出してください。")),
    Code.NOTHING_TO_FILE: Said(Status.UNPROCESSABLE_ENTITY, _("出す手続がありません"), _("いまの答えでは、当てはまる手続がありません。答えか手続を見直してください。")),
    Code.CODE_WRONG: Said(Status.UNPROCESSABLE_ENTITY, _("確認コードが違います"), _("メールの6けたの数字を、もう一度送ってください。")),
    Code.CODE_OVER: Said(Status.UNPROCESSABLE_ENTITY, _("この確認コードは使えなくなりました"), _("もう一度、確認コードを頼んでください。")),
    Code.KEY_REUSED: Said(Status.UNPROCESSABLE_ENTITY, _("同じIdempotency-Keyで別の内容が送られました"), _("別の内容には、別のIdempotency-Keyを付けてください。")),
    Code.TOO_OFTEN: Said(Status.TOO_MANY_REQUESTS, _("回数が多すぎます"), _("Retry-Afterの秒数を待ってから、続けてください。")),
    Code.LOCKED: Said(Status.TOO_MANY_REQUESTS, _("確認コードを頼みすぎています"), _("Retry-Afterの秒数を待ってから、もう一度試してください。")),
    Code.FAILED: Said(Status.INTERNAL_SERVER_ERROR, _("こちらの不具合です"), _("何も受け付けていません。少し待ってから、同じIdempotency-Keyでもう一度送ってください。")),
    Code.UNAVAILABLE: Said(Status.SERVICE_UNAVAILABLE, _("いま、受け取れません"), _("Retry-Afterの秒数を待ってから、同じIdempotency-Keyでもう一度送ってください。")),
    Code.MAIL_NOT_SENT: Said(Status.SERVICE_UNAVAILABLE, _("いま、メールを送れません"), _("少し待ってから、もう一度試してください。")),
})


@dataclass
class Refused(Exception):
    """Something is refused. `errors` name fields; `more` are further members of the problem; `wait` are seconds."""

    code: Code
    errors: Sequence[FieldProblem] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    wait: int = 0
    detail: str = ""


def problem_of(refused: Refused) -> Problem:
    """Say a refusal in the language of the thread."""
    said = SAID[refused.code]
    return Problem(
        type=f"{reverse('api:docs')}#{refused.code}", title=str(said.title), status=said.status, code=refused.code.value,
        detail=refused.detail or str(said.detail), errors=list(refused.errors) or None, **refused.more)


def answer_of(refused: Refused) -> HttpResponse:
    """Answer a refusal in the language of the thread."""
    problem = problem_of(refused)
    answer = HttpResponse(problem.model_dump_json(exclude_none=True), status=problem.status, content_type=MEDIA_TYPE)
    answer["Cache-Control"] = "no-store"
    answer["Content-Language"] = get_language() or "ja"
    if refused.wait:
        answer["Retry-After"] = str(refused.wait)
    if problem.status == Status.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    return answer
