"""Why a file is not taken, in words that name the mend."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_TEXTS: Mapping[str, Mapping[str, str]] = {
    "empty": {
        "ja": "「{name}」は中身がありません。もう一度、写真をとるか、ファイルを選び直してください。",
        "ja-easy": "「{name}」は なにも 入(はい)って いません。もう一度(いちど) 写真(しゃしん)を とって ください。",
        "en": "“{name}” is empty. Take the photo again or choose another file.",
    },
    "too_large": {
        "ja": "「{name}」は{size}MBあります。{most}MBまでの写真かPDFを選んでください。",
        "ja-easy": "「{name}」は {size}MBです。大(おお)きすぎます。{most}MBまでの 写真(しゃしん)か PDFを えらんで ください。",
        "en": "“{name}” is {size} MB. Choose a photo or PDF of at most {most} MB.",
    },
    "type_not_accepted": {
        "ja": "「{name}」は使えない種類のファイルです。写真（JPEG・PNG・WebP）かPDFを選んでください。",
        "ja-easy": "「{name}」は 使(つか)えません。写真(しゃしん)(JPEG・PNG・WebP)か PDFを えらんで ください。",
        "en": "“{name}” is not a type we can take. Choose a photo (JPEG, PNG, WebP) or a PDF.",
    },
    "heic": {
        "ja": "「{name}」はHEIC形式の写真です。スマートフォンの設定で「互換性優先」を選ぶか、画面の写し（スクリーンショット）を選んでください。",
        "ja-easy": "「{name}」は HEICという 写真(しゃしん)です。画面(がめん)の 写(うつ)し(スクリーンショット)を えらんで ください。",
        "en": "“{name}” is a HEIC photo. Set your phone's camera to “Most Compatible”, or choose a screenshot of it.",
    },
    "too_many_pixels": {
        "ja": "「{name}」は画素が多すぎます。写真を小さくするか、とり直してください。",
        "ja-easy": "「{name}」は 大(おお)きすぎます。写真(しゃしん)を 小(ちい)さく するか、とりなおして ください。",
        "en": "“{name}” has too many pixels. Make the picture smaller or take it again.",
    },
    "broken": {
        "ja": "「{name}」を開けませんでした。こわれているようです。もう一度、写真をとるか、保存し直してください。",
        "ja-easy": "「{name}」は 開(ひら)けません。こわれて います。もう一度(いちど) 写真(しゃしん)を とって ください。",
        "en": "“{name}” could not be opened; it seems damaged. Take the photo again or save the file again.",
    },
    "locked": {
        "ja": "「{name}」はパスワードつきのPDFです。パスワードを外して保存し直したものを選んでください。",
        "ja-easy": "「{name}」は パスワードが あります。パスワードの ない PDFを えらんで ください。",
        "en": "“{name}” is a PDF with a password. Save it without the password and choose that file.",
    },
    "too_many_pages": {
        "ja": "「{name}」は{pages}ページあります。{most}ページまでに分けてください。",
        "ja-easy": "「{name}」は {pages}ページ あります。{most}ページまでに して ください。",
        "en": "“{name}” has {pages} pages. Split it into files of at most {most} pages.",
    },
}


@dataclass(frozen=True)
class FileRefused(Exception):
    """A file that is not taken; `code` is stable, `params` fill the sentence."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """Say it in `language` (ja, ja-easy, en)."""
        return _TEXTS[self.code][language].format(**self.params)
