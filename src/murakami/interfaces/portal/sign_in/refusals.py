"""Why a sign-in did not end well, in words: what happened, and what one can do now."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

CARD: Final = "card"
BUSINESS: Final = "business"


@dataclass(frozen=True, slots=True)
class Refusal:
    """The words of a refusal page, whether trying again makes sense, and what helps instead."""

    title: str
    text: str
    again: bool = True
    status: int = 400
    steps: tuple[str, ...] = ()


def refusal_of(code: str, *, by: str = CARD) -> Refusal:
    """Give the words for a code of `SignInRefused`, `LinkRefused` or `PlaceEnded`."""
    found = _of_business(code) if by == BUSINESS else None
    return found or _of_card(code)


def _of_business(code: str) -> Refusal | None:
    match code:
        case "given_up":
            return Refusal(_("GビズIDでのサインインをやめました"), _("何も変わっていません。もう一度試すことができます。"), status=200)
        case "provider":
            return Refusal(_("いま、GビズIDでサインインできません"), _("GビズIDのサービスとやり取りができませんでした。少し待ってから、もう一度試してください。"), status=502)
        case "unchecked":
            return Refusal(_("gBizIDエントリーでは、サインインできません"), _("エントリーは、どの事業者のものか、まだ確かめられていないアカウントです。次のどちらかを用意してください。"), status=403, steps=(
                _("代表者の方：gBizIDプライム。GビズIDのページで申し込みます。マイナンバーカードを使うと早く、書類では日数がかかります。"),
                _("社員・職員の方：gBizIDメンバー。プライムを持つ代表者に作ってもらいます。")))
        case "place_ended":
            return Refusal(_("この事業者の人としては、サインインできません"), _("代表者の方が、あなたのサインインを止めています。続けるときは、代表者の方に、事業者のページで「また入れるようにする」を押してもらってください。"), status=403)
    return None


def _of_card(code: str) -> Refusal:  # noqa: PLR0911 - a table
    match code:
        case "given_up":
            return Refusal(_("カードでのサインインをやめました"), _("何も変わっていません。もう一度試すことも、メールでサインインすることもできます。"), status=200)
        case "stale":
            return Refusal(_("この画面は一度しか使えません"), _("サインインの途中で時間がたったか、前の画面に戻ったか、別の画面で進めたようです。サインインを、はじめからやり直してください。"))
        case "provider":
            return Refusal(_("いま、カードでサインインできません"), _("カードを確かめるサービスとやり取りができませんでした。少し待ってから、もう一度試してください。"), status=502)
        case "card_elsewhere":
            return Refusal(_("このカードには別の登録があります"), _("このカードでは、前に別の登録を作っています。カードの登録を使うときは、いったんサインアウトしてから、カードでサインインしてください。"), again=False, status=409)
        case "other_card":
            return Refusal(_("今の登録には別のカードが結び付いています"), _("ほかの人のカードで進むときは、いったんサインアウトしてください。"), again=False, status=409)
        case "not_fresh":
            return Refusal(_("メールアドレスは変えていません"), _("サインインしてから時間がたっています。今の方法でもう一度サインインしてから、メールアドレスを変えてください。"), status=403)
        case "email_elsewhere":
            return Refusal(_("このメールアドレスには別の登録があります"), _("このメールアドレスでは、前に別の登録を作っています。別のメールアドレスを使うか、いったんサインアウトしてから、メールでサインインしてください。"), again=False, status=409)
    return Refusal(_("サインインを確かめられませんでした"), _("届いた情報が正しいものか、確かめられませんでした。安全のため、サインインしていません。もう一度試しても同じときは、市役所に電話してください。"), status=403)
