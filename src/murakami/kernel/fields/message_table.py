"""The words of every field error: code, then (message, mend) in ja, ja-easy, en."""

from __future__ import annotations

from typing import Final, NamedTuple


class Wording(NamedTuple):
    """What is wrong, and what to do about it."""

    message: str
    mend: str


class Wordings(NamedTuple):
    """One error in the three languages."""

    ja: Wording
    easy: Wording
    en: Wording


def _say(ja: tuple[str, str], easy: tuple[str, str], en: tuple[str, str]) -> Wordings:
    return Wordings(Wording(*ja), Wording(*easy), Wording(*en))


_ANY_FIELD: Final = {
    "required": _say(
        ("入力されていません。", "入力してください。"),
        ("まだ 書いていません。", "書いてください。"),
        ("Nothing is entered.", "Please fill this in."),
    ),
    "part_missing": _say(
        ("{part}が入力されていません。", "{part}を入力してください。"),
        ("{part}を まだ 書いていません。", "{part}を 書いてください。"),
        ("“{part}” is empty.", "Please fill it in."),
    ),
    "too_long": _say(
        ("{part}が長すぎます。", "{max}文字までで入力してください。"),
        ("{part}が 長いです。", "{max}文字までで 書いてください。"),
        ("{part} is too long.", "Use at most {max} characters."),
    ),
    "too_short": _say(
        ("{part}が短すぎます。", "{min}文字以上で入力してください。"),
        ("{part}が 短いです。", "{min}文字より 長く 書いてください。"),
        ("{part} is too short.", "Use at least {min} characters."),
    ),
    "control_character": _say(
        ("{part}に使えない制御文字があります。", "その部分を消して、入力し直してください。"),
        ("{part}に 使うことが できない 文字が あります。", "消して、もう一度 書いてください。"),
        ("{part} contains a control character.", "Delete it and type the text again."),
    ),
    "direction_mark": _say(
        ("{part}に文字の向きを変える見えない記号があります。", "消して、入力し直してください。"),
        ("{part}に 目に 見えない 記号が あります。", "消して、もう一度 書いてください。"),
        ("{part} contains an invisible direction mark.", "Delete it and type the text again."),
    ),
    "broken_character": _say(
        ("{part}に文字化けした文字があります。", "その文字を入力し直してください。"),
        ("{part}に こわれた 文字が あります。", "もう一度 書いてください。"),
        ("{part} contains a broken character.", "Type that character again."),
    ),
    "overladen_character": _say(
        ("{part}に記号を重ねすぎた文字があります。", "その文字を入力し直してください。"),
        ("{part}に 記号が たくさん ついた 文字が あります。", "もう一度 書いてください。"),
        ("{part} has a character with too many marks on it.", "Type that character again."),
    ),
    "individual_number": _say(
        (
            "マイナンバー（個人番号）と思われる12桁の数字があります。",
            "マイナンバーは書かないでください。消してください。",
        ),
        ("マイナンバーのような 12の 数字が あります。", "マイナンバーは 書かないで ください。消してください。"),
        ("There are twelve digits that look like a My Number.", "Do not enter a My Number here. Remove it."),
    ),
}

_NAMES: Final = {
    "not_kana": _say(
        ("{part}にカタカナでない文字「{found}」があります。", "カタカナで入力してください。"),
        ("{part}に カタカナではない 文字「{found}」が あります。", "カタカナで 書いてください。"),
        ("{part} contains “{found}”, which is not katakana.", "Write it in katakana."),
    ),
    "given_name_missing": _say(
        ("{part}が入力されていません。", "{part}を入力してください。名がない方は「－」と入力してください。"),
        ("{part}を まだ 書いていません。", "書いてください。下の名前が ない人は「－」を 書いてください。"),
        ("“{part}” is empty.", "Please fill it in; if you have no given name, enter “-”."),
    ),
}

_DATES: Final = {
    "year_unreadable": _say(
        ("年「{found}」が読み取れません。", "「2026」や「令和8」のように、年を入力してください。"),
        ("年「{found}」が わかりません。", "「2026」や「令和8」のように 書いてください。"),
        ("The year “{found}” cannot be read.", "Enter it like 2026 or R8."),
    ),
    "year_needs_era": _say(
        (
            "年が「{found}」だけでは、いつの年か決まりません。",
            "「令和{found}」のように元号を付けるか、「2026」のように西暦で入力してください。",
        ),
        (
            "「{found}」だけでは、いつの 年か わかりません。",
            "「令和{found}」や「2026」のように 書いてください。",
        ),
        ("The year “{found}” could be in any era.", "Name the era (R{number}) or use a year like 2026."),
    ),
    "month_unreadable": _say(
        ("月「{found}」が読み取れません。", "1から12までの数字を入力してください。"),
        ("月「{found}」が わかりません。", "1から 12までの 数字を 書いてください。"),
        ("The month “{found}” cannot be read.", "Enter a number from 1 to 12."),
    ),
    "month_out_of_range": _say(
        ("{month}月はありません。", "月を1から12までの数字に直してください。"),
        ("{month}月は ありません。", "月を 1から 12までの 数字に 直してください。"),
        ("There is no month {month}.", "Correct the month to a number from 1 to 12."),
    ),
    "day_unreadable": _say(
        ("日「{found}」が読み取れません。", "1から31までの数字を入力してください。"),
        ("日「{found}」が わかりません。", "1から 31までの 数字を 書いてください。"),
        ("The day “{found}” cannot be read.", "Enter a number from 1 to 31."),
    ),
    "day_out_of_month": _say(
        ("{month}月は{last}日までです。", "日を直してください。"),
        ("{month}月は {last}日までです。", "日を 直してください。"),
        ("{month_name} has only {last} days.", "Correct the day."),
    ),
    "day_out_of_february": _say(
        ("{year}年の2月は{last}日までです。", "日を直してください。"),
        ("{year}年の 2月は {last}日までです。", "日を 直してください。"),
        ("February {year} has only {last} days.", "Correct the day."),
    ),
    "day_zero": _say(
        ("0日はありません。", "日を直してください。"),
        ("0日は ありません。", "日を 直してください。"),
        ("There is no day 0.", "Correct the day."),
    ),
    "era_year_zero": _say(
        ("{era}0年はありません。", "年を直してください。最初の年は「{era}元」です。"),
        ("{era}0年は ありません。", "年を 直してください。1年目は「{era}1」です。"),
        ("{era} has no year 0.", "Correct the year; the first year is 1."),
    ),
    "era_not_begun": _say(
        ("{era}は{begins}からです。", "年を「{instead}」に直すか、月と日を直してください。"),
        ("{era}は {begins}からです。", "年を「{instead}」に 直してください。"),
        ("{era} begins on {begins}.", "Correct the year (for example {instead}) or the month and day."),
    ),
    "era_ended": _say(
        ("{era}は{ends}までです。", "年を「{instead}」に直すか、月と日を直してください。"),
        ("{era}は {ends}までです。", "年を「{instead}」に 直してください。"),
        ("{era} ends on {ends}.", "Correct the year (for example {instead}) or the month and day."),
    ),
    "before_gregorian": _say(
        ("1873年（明治6年）より前の日付は扱えません。", "年を直してください。"),
        ("1873年（明治6年）より 前の 日は 書けません。", "年を 直してください。"),
        ("Dates before 1873 cannot be used.", "Correct the year."),
    ),
    "date_too_early": _say(
        ("{earliest}より前の日付です。", "{earliest}以後の日付を入力してください。"),
        ("{earliest}より 前の 日です。", "{earliest}か、そのあとの 日を 書いてください。"),
        ("The date is before {earliest}.", "Enter {earliest} or a later date."),
    ),
    "date_too_late": _say(
        ("{latest}より後の日付です。", "{latest}以前の日付を入力してください。"),
        ("{latest}より あとの 日です。", "{latest}か、その前の 日を 書いてください。"),
        ("The date is after {latest}.", "Enter {latest} or an earlier date."),
    ),
    "date_in_future": _say(
        ("きょうより後の日付です。", "きょう以前の日付を入力してください。"),
        ("きょうより あとの 日です。", "きょうか、きょうより 前の 日を 書いてください。"),
        ("The date is in the future.", "Enter today or an earlier date."),
    ),
}

_PLACES: Final = {
    "postal_code_digits": _say(
        ("郵便番号は7桁の数字です。", "「958-8501」のように入力してください。"),
        ("郵便番号は 7つの 数字です。", "「958-8501」のように 書いてください。"),
        ("A postal code has seven digits.", "Enter it like 958-8501."),
    ),
    "postal_code_unknown": _say(
        (
            "この郵便番号の町が見つかりません。",
            "郵便番号を確かめるか、都道府県・市区町村・町名を入力してください。",
        ),
        ("この 郵便番号の 町が ありません。", "郵便番号を もう一度 見るか、町の名前を 書いてください。"),
        ("No town is known for this postal code.", "Check it, or fill in prefecture, city and town."),
    ),
    "postal_code_ambiguous": _say(
        ("この郵便番号には、いくつかの町があります。", "町名を入力してください（{towns}）。"),
        ("この 郵便番号の 町は 1つでは ありません。", "町の名前を 書いてください（{towns}）。"),
        ("Several towns share this postal code.", "Enter the town ({towns})."),
    ),
    "postal_code_elsewhere": _say(
        ("この郵便番号は{found}です。", "郵便番号か都道府県を直してください。"),
        ("この 郵便番号は {found}です。", "郵便番号か 都道府県を 直してください。"),
        ("This postal code is in {found}.", "Correct the postal code or the prefecture."),
    ),
    "prefecture_unknown": _say(
        ("「{found}」という都道府県はありません。", "「新潟県」のように入力してください。"),
        ("「{found}」という 都道府県は ありません。", "「新潟県」のように 書いてください。"),
        ("There is no prefecture “{found}”.", "Enter it like 新潟県."),
    ),
}

_REACHING: Final = {
    "phone_characters": _say(
        ("電話番号に数字でない文字「{found}」があります。", "「0254-53-2111」のように数字で入力してください。"),
        (
            "電話番号に 数字ではない 文字「{found}」が あります。",
            "「0254-53-2111」のように 数字で 書いてください。",
        ),
        ("The phone number contains “{found}”.", "Use digits only, like 0254-53-2111."),
    ),
    "phone_length": _say(
        (
            "電話番号の数字が{count}桁です。",
            "市外局番からの10桁か、携帯電話などの11桁の番号を入力してください。",
        ),
        ("電話番号の 数字が {count}けたです。", "10けたか 11けたの 番号を 書いてください。"),
        (
            "The phone number has {count} digits.",
            "Enter all 10 digits with the area code, or 11 for a mobile phone.",
        ),
    ),
    "phone_start": _say(
        ("電話番号が0で始まっていません。", "市外局番（0254など）から入力してください。"),
        ("電話番号が 0から はじまって いません。", "0254などから 書いてください。"),
        ("The phone number does not begin with 0.", "Begin with the area code, for example 0254."),
    ),
    "email_shape": _say(
        ("メールアドレスの形になっていません。", "「name@example.jp」のように入力してください。"),
        ("メールアドレスの 形では ありません。", "「name@example.jp」のように 書いてください。"),
        ("This is not an e-mail address.", "Enter it like name@example.jp."),
    ),
}

_CHOOSING: Final = {
    "choice_unknown": _say(
        ("選べないものが選ばれています。", "表示されている中から選び直してください。"),
        ("えらぶことが できないものです。", "見えている ものから えらんでください。"),
        ("This cannot be chosen.", "Choose one of those shown."),
    ),
    "choice_missing": _say(
        ("選ばれていません。", "1つ選んでください。"),
        ("まだ えらんでいません。", "1つ えらんでください。"),
        ("Nothing is chosen.", "Choose one."),
    ),
    "choices_missing": _say(
        ("選ばれていません。", "あてはまるものを選んでください。"),
        ("まだ えらんでいません。", "合うものを えらんでください。"),
        ("Nothing is chosen.", "Choose those that apply."),
    ),
    "choices_too_few": _say(
        ("選ばれた数が足りません。", "{min}個以上選んでください。"),
        ("えらんだ 数が 足りません。", "{min}個より たくさん えらんでください。"),
        ("Too few are chosen.", "Choose at least {min}."),
    ),
    "choices_too_many": _say(
        ("選ばれた数が多すぎます。", "{max}個までにしてください。"),
        ("えらんだ 数が 多いです。", "{max}個までに してください。"),
        ("Too many are chosen.", "Choose at most {max}."),
    ),
    "consent_missing": _say(
        ("同意のしるしがありません。", "内容を読んで、同意するときはしるしを付けてください。"),
        ("まだ「同意します」を えらんでいません。", "読んでください。よいときは しるしを つけてください。"),
        ("Your consent is not marked.", "Read the text and mark the box if you agree."),
    ),
}

_NUMBERS: Final = {
    "number_unreadable": _say(
        ("「{found}」は数字として読み取れません。", "数字だけを入力してください。"),
        ("「{found}」は 数字では ありません。", "数字だけを 書いてください。"),
        ("“{found}” is not a number.", "Enter digits only."),
    ),
    "number_too_small": _say(
        ("数が小さすぎます。", "{min}以上の数を入力してください。"),
        ("数が 小さいです。", "{min}か、もっと 大きい 数を 書いてください。"),
        ("The number is too small.", "Enter {min} or more."),
    ),
    "number_too_large": _say(
        ("数が大きすぎます。", "{max}以下の数を入力してください。"),
        ("数が 大きいです。", "{max}か、もっと 小さい 数を 書いてください。"),
        ("The number is too large.", "Enter {max} or less."),
    ),
    "bank_code_digits": _say(
        ("金融機関コードは4桁の数字です。", "通帳やキャッシュカードの4桁の数字を入力してください。"),
        ("銀行の 番号は 4つの 数字です。", "通帳や カードの 4つの 数字を 書いてください。"),
        ("A bank code has four digits.", "Enter the four digits on the passbook or card."),
    ),
    "branch_code_digits": _say(
        ("支店コードは3桁の数字です。", "通帳やキャッシュカードの3桁の数字を入力してください。"),
        ("支店の 番号は 3つの 数字です。", "通帳や カードの 3つの 数字を 書いてください。"),
        ("A branch code has three digits.", "Enter the three digits on the passbook or card."),
    ),
    "account_number_digits": _say(
        (
            "口座番号は7桁までの数字です。",
            "通帳の口座番号を入力してください。ゆうちょ銀行は振込用の7桁の番号です。",
        ),
        ("口座の 番号は 7つまでの 数字です。", "通帳の 番号を 書いてください。"),
        (
            "An account number has up to seven digits.",
            "Enter the number in the passbook (Japan Post Bank: the one for transfers).",
        ),
    ),
    "holder_characters": _say(
        (
            "口座名義に使えない文字「{found}」があります。",
            "通帳のとおりにカタカナで入力してください。",
        ),
        ("口座の人の名前に 使えない 文字「{found}」が あります。", "通帳と 同じ カタカナで 書いてください。"),
        (
            "The account holder contains “{found}”.",
            "Write the name in katakana as it stands in the passbook.",
        ),
    ),
    "corporate_number_digits": _say(
        ("法人番号は13桁の数字です。", "13桁の数字を入力してください。"),
        ("法人番号は 13の 数字です。", "13の 数字を 書いてください。"),
        ("A corporate number has thirteen digits.", "Enter all thirteen digits."),
    ),
    "corporate_number_check": _say(
        ("法人番号の数字のどれかが違っています。", "国税庁の法人番号公表サイトなどで番号を確かめてください。"),
        ("法人番号の 数字の どれかが ちがいます。", "番号を もう一度 見て ください。"),
        ("A digit of the corporate number is wrong.", "Compare it with the official number."),
    ),
}

_FILES: Final = {
    "file_missing": _say(
        ("ファイルがありません。", "ファイルを選んで付けてください。"),
        ("ファイルが ありません。", "ファイルを えらんでください。"),
        ("No file is attached.", "Choose a file and attach it."),
    ),
    "file_unknown": _say(
        ("付けたファイルが見つかりません。", "もう一度ファイルを選んで付けてください。"),
        ("ファイルが 見つかりません。", "もう一度 ファイルを えらんでください。"),
        ("The attached file cannot be found.", "Choose the file again."),
    ),
    "files_too_many": _say(
        ("ファイルが多すぎます。", "{max}個までにしてください。"),
        ("ファイルが 多いです。", "{max}個までに してください。"),
        ("Too many files are attached.", "Attach at most {max}."),
    ),
}

TABLE: Final[dict[str, Wordings]] = {
    **_ANY_FIELD,
    **_NAMES,
    **_DATES,
    **_PLACES,
    **_REACHING,
    **_CHOOSING,
    **_NUMBERS,
    **_FILES,
}
