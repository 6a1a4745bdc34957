"""The conversation: people, every page of the interview, attachments, and coming back on another device."""

import re
from datetime import date

from playwright.sync_api import expect

from tests.journeys.family import Family, Name
from tests.journeys.pictures import photograph
from tests.journeys.visitor import Visitor

PHONE = "090-1234-5678"
PHOTOGRAPH = "就労証明書.jpg"
NEXT = "保存して次へ"
NOTHING_SPECIAL = "どれもない（いっしょに住む実の子・養子だけを育てている）"


def say_who(visitor: Visitor) -> None:
    """One child is new, one is older."""
    visitor.is_on("手続に出てくる人の数")
    visitor.page.get_by_label("生まれたお子さん").select_option("1")
    visitor.page.get_by_label("上のお子さん").select_option("1")
    visitor.press("次へ")


def write_about_me(visitor: Visitor, family: Family) -> None:
    """The card knows name, birthday, sex and address; the reading and the telephone are mine to say."""
    visitor.is_on("お名前と住所")
    name = visitor.group("氏名")
    expect(name.get_by_label("氏", exact=True)).to_have_value(family.me.family)
    expect(name).to_contain_text("マイナンバーカードから")
    expect(visitor.group("住所").get_by_label("市区町村")).to_have_value("村上市")
    visitor.type_parts("氏名", {"氏（フリガナ）": family.me.family_kana, "名（フリガナ）": family.me.given_kana})
    visitor.type_in("電話番号", PHONE)
    visitor.press(NEXT)


def write_about_partner(visitor: Visitor, family: Family) -> None:
    """The family name is suggested from mine."""
    visitor.is_on("ご家族のお名前など：パートナー")
    expect(visitor.group("氏名").get_by_label("氏", exact=True)).to_have_value(family.partner.family)
    _type_given(visitor, family.partner)
    visitor.press(NEXT)


def write_about_newborn(visitor: Visitor, family: Family) -> None:
    """The birthday was told to the guide and is there already."""
    visitor.is_on("お子さんのこと：生まれたお子さん")
    expect(visitor.group("生まれた日").get_by_label("日", exact=True)).to_have_value(str(family.born_on.day))
    _type_given(visitor, family.newborn)
    visitor.choose("性別", "女")
    visitor.press(NEXT)


def write_an_impossible_day(visitor: Visitor, family: Family) -> None:
    """31 November is answered with field and mend; what was typed stays, and the mended page goes on."""
    visitor.is_on("お子さんのこと：上のお子さん")
    _type_given(visitor, family.sibling)
    visitor.type_parts("生まれた日", {"年": str(family.sibling_born_on.year), "月": "11", "日": "31"})
    visitor.press(NEXT)
    visitor.is_on("お子さんのこと：上のお子さん")
    answer = "生まれた日（生年月日）：11月は30日までです。日を直してください。"
    summary = visitor.page.locator(".errors")
    expect(summary).to_contain_text(answer)
    expect(visitor.group("生まれた日")).to_contain_text(answer)
    expect(visitor.group("生まれた日").get_by_label("日", exact=True)).to_have_value("31")
    expect(visitor.group("氏名").get_by_label("名", exact=True)).to_have_value(family.sibling.given)
    summary.get_by_role("link").first.click()
    expect(visitor.group("生まれた日").get_by_label("日", exact=True)).to_be_focused()
    visitor.type_parts("生まれた日", {"日": str(family.sibling_born_on.day)})
    visitor.press(NEXT)


def leave_at_family(visitor: Visitor) -> None:
    """Answer half a page, then leave it for later."""
    visitor.is_on("ご家族のようす")
    visitor.choose("お子さんとの暮らしで", NOTHING_SPECIAL)
    visitor.press("あとで続ける")
    visitor.is_on("保存しました")
    visitor.sees("ほかのスマートフォンやパソコンでも")


def go_on_elsewhere(visitor: Visitor) -> None:
    """Find the draft on another device and the page where it was left, half answered."""
    visitor.is_on("マイページ")
    visitor.follow(re.compile("^続きを書く"))
    visitor.is_on("ご家族のようす")
    expect(visitor.group("お子さんとの暮らしで").get_by_label(NOTHING_SPECIAL)).to_be_checked()


def write_about_family_and_work(visitor: Visitor) -> None:
    """What the guide knows is there; both work, so the reason for care is suggested."""
    expect(visitor.group("家計を主に支えているのは").get_by_label("わたし", exact=True)).to_be_checked()
    visitor.choose("ご家庭に、あてはまること", "どれもない")
    visitor.press(NEXT)
    for heading in ("お仕事のこと", "ご家族のお仕事"):
        visitor.is_on(heading)
        visitor.choose("仕事と、入っている年金", "会社などに勤めている（厚生年金）")
        visitor.press(NEXT)
    for heading in ("保育が必要な理由", "もう一人の保護者の、保育が必要な理由"):
        visitor.is_on(heading)
        expect(visitor.group("保育が必要な理由").get_by_label("働いている")).to_be_checked()
        visitor.press(NEXT)


def write_about_care(visitor: Visitor, family: Family) -> None:
    """Wishes for care."""
    visitor.is_on("保育の希望")
    visitor.type_day("いつから利用したいですか", date(family.born_on.year + 1, 4, 1))
    visitor.choose("預けたい時間", "標準時間（1日11時間まで）")
    visitor.type_in("第1希望の施設", "村上保育園")
    visitor.choose("健康や発達で", "とくにない")
    visitor.type_in("送り迎えをする人と方法", "朝は父が車で、夕方は母が車で")
    visitor.page.get_by_role("checkbox", name="同意する").check()
    visitor.press(NEXT)


def write_about_account(visitor: Visitor) -> None:
    """An account of one's own; the reading of the name is suggested."""
    visitor.is_on("お金の受け取り方")
    visitor.choose("振込先の口座", "口座を書く")
    visitor.type_parts("振込先の口座", {"金融機関名": "第四北越銀行", "支店名": "村上支店", "口座番号": "0123456"})
    visitor.group("振込先の口座").get_by_label("口座の種類").select_option("普通")
    visitor.press(NEXT)


def _type_given(visitor: Visitor, name: Name) -> None:
    visitor.type_parts("氏名", {"名": name.given, "名（フリガナ）": name.given_kana})


def attach(visitor: Visitor) -> None:
    """Send a photograph, promise another document for later."""
    visitor.is_on("書類を付ける")
    visitor.attach("あなたの就労証明書", photograph(PHOTOGRAPH))
    visitor.press("選んだファイルを送る")
    expect(visitor.page.get_by_role("link", name=PHOTOGRAPH)).to_be_visible()
    for later in visitor.page.get_by_label("あとで出す").all():
        later.check()
    visitor.press("保存して確認へ")
