"""Invented values for the page of components. Nobody in it exists."""

from typing import Any

from murakami.interfaces.components.credentials import Credential
from murakami.interfaces.components.icons import ICONS
from murakami.interfaces.components.shapes import Bar, Column, DiffRow, FactRow, Moment, Tab


def examples() -> dict[str, Any]:
    """Give the example values by the names that the template uses."""
    return {
        "icons": sorted(ICONS),
        "credentials": _credentials(),
        "tiles": _tiles(),
        "tabs": (
            Tab("申請の内容", "#content", current=True),
            Tab("添付", "#files", count=2),
            Tab("やりとり", "#messages", count=1),
            Tab("様式", "#form"),
            Tab("履歴", "#history"),
        ),
        "moments": _moments(),
        "answers": _answers(),
        "checked_answers": _checked_answers(),
        "changes": (
            DiffRow("振込先", "第四北越 村上 普通 1234821", "第四北越 村上 普通 1234812"),
            DiffRow("電話番号", "", "0254-00-0000", note="補正 1回目"),
            DiffRow("建物名・部屋番号", "さんぽく荘 2", ""),
        ),
        "columns": _columns(),
        "cases": _cases(),
        "bars": (
            Bar("児童手当 認定請求", 128, "128件"),
            Bar("子ども医療費助成", 96, "96件", tone="good"),
            Bar("国民健康保険 加入", 41, "41件"),
            Bar("保育施設等の利用申込", 7, "7件", tone="warn"),
        ),
    }


def _credentials() -> tuple[Credential, ...]:
    return (
        Credential(name="sign-in-name", label="職員番号", autocomplete="username", value="mihon01"),
        Credential(
            name="code",
            label="確認コード",
            autocomplete="one-time-code",
            inputmode="numeric",
            width="8",
            hint="メールに届いた6けたの数字",
            error="確認コード：数字が違います。メールをもう一度見てください。",
        ),
    )


def _tiles() -> tuple[tuple[str, str, str], ...]:
    return (
        ("heart", "出産・子育て", "手当、医療費、保育園"),
        ("move", "引っ越し", "転入・転居・転出"),
        ("cane", "介護が必要になった", "認定、住宅改修"),
        ("flower", "亡くなったとき", "六つの課の手続を一度で"),
        ("shelter", "災害にあった", "罹災証明、支援"),
        ("briefcase", "仕事をやめた", "保険・年金・減免"),
        ("trash", "ごみ・環境", "収集日、通報"),
        ("bus", "のる・まなぶ", "乗合タクシー、講座"),
    )


def _moments() -> tuple[Moment, ...]:
    return (
        Moment("11月23日 21時14分", "受け付けました", iso="2026-11-23T21:14:00+09:00", note="受付番号 MK-2611-04827-3"),
        Moment("11月24日", "担当が決まりました（こども課）", iso="2026-11-24"),
        Moment("11月25日", "確認してほしいことがあります。", state="now", href="#mend", link_text="直して送る"),
        Moment("12月15日ごろ", "結果をお知らせします", state="next"),
    )


def _answers() -> tuple[FactRow, ...]:
    return (
        FactRow(
            "お名前",
            "葛\U000e0100城 みのり（カツラギ ミノリ）",
            note="マイナンバーカードから（11月23日）",
            href="#name",
            link_text="直す",
        ),
        FactRow(
            "住所",
            "〒959-3906 新潟県村上市府屋232-1\nさんぽく荘 2",
            note="マイナンバーカードから（11月23日）",
            href="#home",
            link_text="直す",
        ),
        FactRow("加入している年金", "厚生年金", href="#pension", link_text="直す"),
        FactRow("勤め先", "", href="#work", link_text="書く"),
    )


def _checked_answers() -> tuple[FactRow, ...]:
    return (
        FactRow("請求者 氏名", "葛\U000e0100城 みのり", note="カード・住民記録と一致", verified=True),
        FactRow("請求者 住所", "村上市府屋 232-1 さんぽく荘 2", note="住民記録と一致", verified=True),
        FactRow("振込先", "第四北越 村上 普通 ****821", difference="通帳の写しと口座名義が違う"),
        FactRow("児童1 氏名・生年月日", "葛\U000e0100城 ひなた　令和8年11月3日", note="出生届で確認", verified=True),
        FactRow("同居・監護", "2人とも同居、監護している", note="本人の申告"),
        FactRow("個人番号", "（職員が番号系で補完）", note="この画面では扱いません"),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("受付番号"),
        Column("手続", sort_href="#by-procedure"),
        Column("氏名"),
        Column("到達", sort_href="#by-arrival", sorted="ascending"),
        Column("残り", number=True),
        Column("状態"),
    )


def _cases() -> tuple[tuple[str, str, str, str, str, str, str], ...]:
    return (
        ("MK-2611-04827-3", "児童手当 認定請求", "葛\U000e0100城 みのり", "11月23日 21:14", "9日", "審査中", "key"),
        ("MK-2611-04831-8", "子ども医療費助成", "𠮷田 はると", "11月24日 8:02", "10日", "補正待ち", "warn"),
        ("MK-2611-04840-1", "保育施設等の利用申込", "髙﨑 みゆき", "11月24日 12:47", "期限切れ", "審査中", "bad"),
        ("MK-2611-04852-6", "国民健康保険 加入", "見本 太郎", "11月25日 9:30", "14日", "決定", "good"),
    )
