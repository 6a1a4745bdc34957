"""Why a sign-in did not end well, in words: what happened, and what one can do now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Refusal:
    """The words of a refusal page, and whether trying again makes sense."""

    title: str
    text: str
    again: bool = True
    status: int = 400


def refusal_of(code: str) -> Refusal:  # noqa: PLR0911 - a table
    """Give the words for a code of `CardSignInRefused` or `LinkRefused`."""
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
