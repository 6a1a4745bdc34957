"""The office's words for kinds of files, for what was left out of one, and for why one waits."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from murakami.foundation.files.held import HeldFor
from murakami.foundation.files.kinds import CSV, DOCX, HEIC, OLE, PDF, PPTX, TEXT, XLSX, ZIP

KINDS = {
    "image/jpeg": _("写真（JPEG）"), "image/png": _("画像（PNG）"), "image/webp": _("画像（WebP）"), "image/gif": _("画像（GIF）"),
    HEIC: _("写真（HEIC）"), PDF: _("PDF"), DOCX: _("Word文書"), XLSX: _("Excelブック"), PPTX: _("PowerPoint"),
    TEXT: _("テキスト"), CSV: _("CSV"), ZIP: _("圧縮ファイル（ZIP）"), OLE: _("古い形式の文書か、パスワードつきの文書"),
}
UNKNOWN_KIND = _("わからない種類")
REMOVED = {
    "metadata": _("作成者や機種などの記録"), "location": _("撮影した場所"), "animation": _("動くこま"),
    "trailing": _("後ろに付け足されたデータ"), "javascript": _("プログラム（JavaScript）"), "open_action": _("開くと動くしかけ"),
    "launch": _("ほかのプログラムを動かすしかけ"), "submit_form": _("入力を外へ送るしかけ"), "remote_goto": _("別のファイルへ移るしかけ"),
    "link": _("リンク"), "embedded_file": _("中に入れられたファイル"), "rich_media": _("音や動画"), "three_d": _("立体の図"),
    "xfa": _("動くフォーム（XFA）"), "form": _("入力欄（書かれた文字は残しました）"), "macro": _("マクロ"),
    "ole": _("埋め込まれた部品（OLE）"), "activex": _("埋め込まれたプログラム（ActiveX）"), "custom_ui": _("画面を変えるしかけ"),
    "external_link": _("外への参照"), "remote_template": _("外のひな形"), "dde": _("ほかのプログラムを呼ぶしかけ（DDE）"),
    "field": _("自動で変わる欄（見える文字は残しました）"), "formula": _("外へ届く数式（値は残しました）"), "picture": _("開けない形の図"),
    "other_part": _("そのほかの部品"), "steering_signs": _("文字の向きを変える記号"), "encoding": _("文字コード（UTF-8に直しました）"),
    "name": _("中身と合わない名前（直しました）"),
}
WHY: Mapping[str, object] = {
    HeldFor.UNKNOWN_KIND: _("安全な形に作り直せない種類です。"),
    HeldFor.SCANNER_GONE: _("ウイルスを調べる仕組みが止まっています。動き出すと、自動で調べ直します。"),
    HeldFor.INDIVIDUAL_NUMBER: _("個人番号（マイナンバー）がのっているようです。この手続では受け取れません。「使わない」を選び、番号のないものを出し直してもらってください。12桁のほかの番号を見まちがえただけなら、使えます。"),
}
REFUSALS = {
    "scanner_gone": _("ウイルスを調べる仕組みがまだ止まっています。動き出してから、もう一度「使う」を選んでください。何も変えていません。"),
    "individual_number": _("個人番号（マイナンバー）がのっているようです。「使わない」を選び、番号のないものを出し直してもらってください。"),
    "reason_missing": _("理由：空です。理由を書いてください。"),
    "body_missing": _("本人に伝えること：空です。代わりにどうしてほしいかを書いてください。"),
    "decided": _("このファイルは、ほかの人が先に決めました。"),
    "not_permitted": _("使うかどうかは、課長か課の管理者が決めます。"),
    "damaged": _("このファイルの中身を読めません。「使わない」を選び、本人に出し直してもらってください。"),
    "protected": _("支援措置にかかわる案件です。元のファイルを取り出せるのは、課長が理由を記録して住所を見ているあいだだけです。"),
    "missing": _("元のファイルはここにありません。保管の日が過ぎたか、インターネット側のサーバーにあります。"),
}


def kind_words(content_type: str) -> str:
    """Call a kind of file."""
    return str(KINDS.get(content_type, UNKNOWN_KIND))


def removed_words(removed: Mapping[str, int]) -> tuple[str, ...]:
    """Say what was left out of a file, each kind once, in the order of the table."""
    return tuple(str(words) for code, words in REMOVED.items() if removed.get(code))
