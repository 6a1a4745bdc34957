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
    "too_many_frames": {
        "ja": "「{name}」は動く画像で、こまが{frames}枚あります。1枚の写真にして選び直してください。",
        "ja-easy": "「{name}」は 動(うご)く 画像(がぞう)です。1枚(まい)の 写真(しゃしん)に して ください。",
        "en": "“{name}” is an animation of {frames} frames. Choose a single picture.",
    },
    "pdf_too_large": {
        "ja": "「{name}」は開くと大きくなりすぎるPDFです。紙に印刷して写真にとるか、作り直してください。",
        "ja-easy": "「{name}」は 開(ひら)くと 大(おお)きすぎます。写真(しゃしん)を とって ください。",
        "en": "“{name}” grows too large when it is opened. Make the PDF again, or take photos of its pages.",
    },
    "archive_broken": {
        "ja": "「{name}」を開けませんでした。圧縮ファイルがこわれているようです。中のファイルを1つずつ選んでください。",
        "ja-easy": "「{name}」は 開(ひら)けません。中(なか)の ファイルを 1つずつ えらんで ください。",
        "en": "“{name}” could not be opened; the archive seems damaged. Choose the files inside it one by one.",
    },
    "archive_too_large": {
        "ja": "「{name}」は中身が多すぎるか、広げると大きくなりすぎます。必要なファイルだけを1つずつ選んでください。",
        "ja-easy": "「{name}」は 中身(なかみ)が 多(おお)すぎます。ファイルを 1つずつ えらんで ください。",
        "en": "“{name}” holds too much or grows too large when unpacked. Choose the files you need one by one.",
    },
    "archive_too_deep": {
        "ja": "「{name}」は圧縮ファイルの中に圧縮ファイルが重なっています。必要なファイルだけを1つずつ選んでください。",
        "ja-easy": "「{name}」は 中(なか)が 重(かさ)なりすぎて います。ファイルを 1つずつ えらんで ください。",
        "en": "“{name}” holds archives in archives. Choose the files you need one by one.",
    },
    "archive_hostile": {
        "ja": "「{name}」には安全でない名前やリンクが入っているので使えません。必要なファイルだけを1つずつ選んでください。",
        "ja-easy": "「{name}」は 安全(あんぜん)では ありません。ファイルを 1つずつ えらんで ください。",
        "en": "“{name}” holds unsafe names or links and cannot be taken. Choose the files you need one by one.",
    },
    "archive_locked": {
        "ja": "「{name}」はパスワードつきです。パスワードを外して保存し直したものを選んでください。",
        "ja-easy": "「{name}」は パスワードが あります。パスワードの ない ファイルを えらんで ください。",
        "en": "“{name}” has a password. Save it without the password and choose that file.",
    },
    "broken_office": {
        "ja": "「{name}」を開けませんでした。こわれているか、パスワードつきのようです。保存し直すか、PDFにして選んでください。",
        "ja-easy": "「{name}」は 開(ひら)けません。PDFに して えらんで ください。",
        "en": "“{name}” could not be opened; it may be damaged or have a password. Save it again, or save it as a PDF.",
    },
    "old_office": {
        "ja": "「{name}」は古い形式か、パスワードつきの文書です。docx・xlsx・pptxかPDFで保存し直したものを選んでください。",
        "ja-easy": "「{name}」は 古(ふる)い 形(かたち)の ファイルです。PDFに して えらんで ください。",
        "en": "“{name}” has an old format or a password. Save it as docx, xlsx, pptx or PDF and choose that file.",
    },
    "broken_text": {
        "ja": "「{name}」の文字を読めませんでした。UTF-8かShift_JISで保存し直したものを選んでください。",
        "ja-easy": "「{name}」の 字(じ)を 読(よ)めません。もう一度(いちど) 保存(ほぞん)して ください。",
        "en": "The characters of “{name}” could not be read. Save it as UTF-8 or Shift_JIS and choose that file.",
    },
    "too_long": {
        "ja": "「{name}」は長すぎます。必要なところだけに分けてください。",
        "ja-easy": "「{name}」は 長(なが)すぎます。短(みじか)く して ください。",
        "en": "“{name}” is too long. Keep only the part that is needed.",
    },
    "too_hard": {
        "ja": "「{name}」は複雑すぎて、安全な形に作り直せませんでした。紙に印刷して写真にとるか、別の形で保存し直してください。",
        "ja-easy": "「{name}」は 使(つか)えません。紙(かみ)に 印刷(いんさつ)して 写真(しゃしん)を とって ください。",
        "en": "“{name}” is too complex to be made safe. Print it and take photos, or save it in another format.",
    },
    "virus": {
        "ja": "「{name}」からウイルスが見つかったので、受け取りませんでした。お使いの機器を調べてから、別のファイルを選んでください。",
        "ja-easy": "「{name}」に ウイルスが ありました。ほかの ファイルを えらんで ください。",
        "en": "A virus was found in “{name}”, so it was not taken. Check your device, then choose another file.",
    },
    "individual_number": {
        "ja": "「{name}」に個人番号（マイナンバー）がのっているようです。市役所はここで番号を受け取れません。外して、番号のない面か、番号をかくした写しを選び直してください。そのままなら、職員が確かめるまで使いません。",
        "ja-easy": "「{name}」に マイナンバーが あるようです。ここでは マイナンバーを 受(う)け取(と)れません。番号(ばんごう)が 見(み)えない 写真(しゃしん)を えらんで ください。",
        "en": "“{name}” seems to show an Individual Number (My Number), which we cannot take here. Remove it and choose a side or copy without the number. Otherwise it is not used until our staff have checked it.",
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
