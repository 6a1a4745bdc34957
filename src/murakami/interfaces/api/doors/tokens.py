"""Getting a token, signing in with a code by e-mail, and giving a token back."""

from datetime import datetime
from smtplib import SMTPException

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from murakami.domain.intake.rules.ownership import Owner
from murakami.flows.conversation.claiming import claim_after_sign_in
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.operations.email_codes import (
    CODE_LIFE,
    CodeRefused,
    clean_address,
    issue_code,
    redeem_code,
)
from murakami.foundation.accounts.operations.lockouts import LockedOut
from murakami.foundation.accounts.operations.residents import LinkRefused, enter_by_email
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.foundation.limits.addresses import place_of
from murakami.foundation.limits.counting import knock
from murakami.foundation.limits.rules import Door
from murakami.interfaces.api.answers import answer, answer_nothing
from murakami.interfaces.api.entrance import READS, holder, operation
from murakami.interfaces.api.mends import problems_typed
from murakami.interfaces.api.models import AccessToken
from murakami.interfaces.api.problems import Code, Refused
from murakami.interfaces.api.shapes import tokens as shapes
from murakami.interfaces.api.tokens import Holder, draw_token, end_token, ends_at, give_token, holder_of, is_fresh
from murakami.interfaces.api.wording import lang
from murakami.interfaces.components.code_mail import mail_code
from murakami.interfaces.components.told_mail import mail_address_changed
from murakami.kernel.fields import FieldErrors, ParseContext

router = Router()
_TAG = "トークンとサインイン"


@operation(router, ("POST",), "/tokens", name="tokens", token=False, tag=_TAG, answers={201: shapes.Token},
           says="トークンを受け取る\nだれでも受け取れる。書きかけの会話は、始めたトークンのもの。本文は送らない。")
def make_token(request: HttpRequest) -> HttpResponse:
    """Give a token to somebody who has not signed in. SQL: 2."""
    at, secret = timezone.now(), draw_token()
    knock(Door.TOKENS, place_of(request), at=at)
    return _given(secret, give_token(secret, at=at), assurance=Assurance.NONE)


@operation(router, READS, "/tokens/current", name="token", tag=_TAG, answers={200: shapes.TokenInfo}, says="このトークンでできることと期限")
def read_token(request: HttpRequest) -> HttpResponse:
    """Say what a token may do. SQL: 1."""
    mine = holder(request)
    return answer(shapes.TokenInfo(assurance=mine.owner.assurance.value, ends_at=ends_at(mine.token)))


@operation(router, ("DELETE",), "/tokens/current", name="token", tag=_TAG, answers={204: None},
           says="トークンを返す（サインアウト）\nアカウントの会話は残る。アカウントなしで始めたものには、もう届かない。")
def end_current_token(request: HttpRequest) -> HttpResponse:
    """Take a token back. SQL: 3."""
    end_token(holder(request).token)
    return answer_nothing()


@operation(router, ("POST",), "/sign-in/codes", name="sign-in-codes", tag=_TAG, answers={202: shapes.CodeSent},
           refuses=(Code.LOCKED, Code.MAIL_NOT_SENT),
           says="確認コードをメールで送る\n市の手続のページのメールでのサインインと同じ。コードは10分で使えなくなる。")
def send_code(request: HttpRequest, wanted: shapes.CodeWanted) -> HttpResponse:
    """Mail a code. SQL: 9."""
    at = timezone.now()
    try:
        email = clean_address(wanted.email, context=ParseContext(today=timezone.localdate(), label=_("メールアドレス")))
        sent = issue_code(email=email, place=place_of(request), at=at)
        mail_code(sent)
    except FieldErrors as wrong:
        raise Refused(Code.INVALID, errors=problems_typed("email", wrong, lang())) from wrong
    except LockedOut as locked:
        raise Refused(Code.LOCKED, wait=max(1, int((locked.until - at).total_seconds()))) from locked
    except (SMTPException, OSError) as failed:
        raise Refused(Code.MAIL_NOT_SENT, wait=60) from failed
    return answer(shapes.CodeSent(key=sent.key, expires_at=at + CODE_LIFE), status=202)


@operation(router, ("POST",), "/sign-in", name="sign-in", tag=_TAG, answers={201: shapes.Token},
           refuses=(Code.CODE_WRONG, Code.CODE_OVER, Code.ADDRESS_ELSEWHERE, Code.SIGN_IN_NEEDED),
           says="コードでサインインする\n新しいトークンを答え、前のトークンは使えなくなる。前のトークンで始めた会話は、アカウントに移る。")
def sign_in(request: HttpRequest, given: shapes.CodeGiven) -> HttpResponse:
    """Exchange a code and the old token for a new one of the account. SQL: 15, and 5 for each conversation taken along."""
    at, mine, secret = timezone.now(), holder(request), draw_token()
    account = _account(mine, given, at=at)
    with transaction.atomic():
        token = give_token(secret, account=account, at=at)
        _take_along(mine, secret, at=at)
        end_token(mine.token)
    return _given(secret, token, assurance=Assurance.ACCOUNT)


def _account(mine: Holder, given: shapes.CodeGiven, *, at: datetime) -> Account:
    try:
        email = redeem_code(key=given.key, code=given.code, at=at)
        former = mine.token.account.resident.email if mine.token.account else None
        account = enter_by_email(email=email, current=mine.token.account_id, is_fresh=is_fresh(mine.token, at=at), at=at)
    except CodeRefused as refused:
        if refused.code == "wrong":
            raise Refused(Code.CODE_WRONG, more={"attempts_left": refused.attempts_left}) from refused
        raise Refused(Code.CODE_OVER) from refused
    except LinkRefused as refused:
        if refused.code == "not_fresh":
            raise Refused(Code.SIGN_IN_NEEDED, more={"needed": Assurance.ACCOUNT.value}) from refused
        raise Refused(Code.ADDRESS_ELSEWHERE) from refused
    if former and former != email:
        mail_address_changed(former)
    return account


def _take_along(before: Holder, secret: str, *, at: datetime) -> None:
    after = holder_of(secret, at=at)
    claiming = Owner(account_id=after.owner.account_id, visitor=before.owner.visitor, mailbox_key=after.owner.mailbox_key,
                     assurance=after.owner.assurance)
    claim_after_sign_in(owner=claiming, resident=after.resident, at=at)


def _given(secret: str, token: AccessToken, *, assurance: Assurance) -> HttpResponse:
    return answer(shapes.Token(token=secret, assurance=assurance.value, ends_at=ends_at(token)), status=201)
