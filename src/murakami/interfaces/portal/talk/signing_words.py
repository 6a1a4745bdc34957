"""Why a signature was not taken, in words: what happened, and what one can do now. Nothing has been filed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class SignatureRefusal:
    """The words of a refusal page."""

    title: str
    text: str
    status: int = 400


def refusal_of_signature(code: str) -> SignatureRefusal:  # noqa: PLR0911 - a table
    """Give the words for a code of `SignatureRefused` or `SignInRefused`."""
    match code:
        case "given_up":
            return SignatureRefusal(_("署名をやめました"), _("まだ出していません。書いたものは残っています。"), 200)
        case "stale":
            return SignatureRefusal(_("この画面は一度しか使えません"), _("署名の途中で時間がたったか、前の画面に戻ったようです。まだ出していません。出す前の確認から、もう一度署名してください。"))
        case "provider":
            return SignatureRefusal(_("いま、カードで署名できません"), _("署名のサービスとやり取りができませんでした。まだ出していません。少し待ってから、もう一度試してください。"), 502)
        case "outdated":
            return SignatureRefusal(_("署名のあいだに、内容が変わりました"), _("署名したものと今の内容がちがうので、まだ出していません。出す前の確認を見て、もう一度署名してください。"), 409)
        case "expired":
            return SignatureRefusal(_("署名用の電子証明書の期限が切れています"), _("まだ出していません。電子証明書は、市役所の窓口で新しくできます。引っこしや氏名の変更のあとも、新しくする必要があります。"))
        case "wrong_use":
            return SignatureRefusal(_("署名には使えない電子証明書です"), _("まだ出していません。署名用の電子証明書（暗証番号は6文字から16文字）で署名してください。"))
        case "other_person":
            return SignatureRefusal(_("署名した人と、書いてある人がちがいます"), _("電子証明書の氏名か生年月日が、手続に書いてある本人とちがいます。まだ出していません。本人のカードで署名するか、書いた内容を直してください。"))
        case "altered":
            return SignatureRefusal(_("署名を確かめられませんでした"), _("署名が、この内容に対するものではありません。安全のため、受け付けていません。もう一度署名してください。"))
    return SignatureRefusal(_("署名を確かめられませんでした"), _("信頼できる電子証明書での署名か、確かめられませんでした。安全のため、受け付けていません。もう一度試しても同じときは、市役所に電話してください。"))
