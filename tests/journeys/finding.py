"""From the first page to what applies: search, life event, guide, result."""

import re
from datetime import date

from playwright.sync_api import expect

from tests.journeys.family import Family
from tests.journeys.visitor import Visitor

WORDS = "赤ちゃんが生まれた"
MOST_QUESTIONS = 7
ONLINE = ("児童手当 認定請求", "国民健康保険 資格取得の届出", "妊婦のための支援給付", "子ども医療費助成 受給資格認定",
          "保育施設等の利用申込")
CHOSEN = tuple(title for title in ONLINE if not title.startswith("妊婦"))
REASONS = ("児童手当は、はじめての請求です", "赤ちゃんは国民健康保険に入ります", "保育園などに預けたいと答えました")


def find_life_event(visitor: Visitor) -> None:
    """Say on the first page what has happened, and open what fits."""
    visitor.open("/")
    visitor.is_on("何をしたいですか")
    visitor.page.get_by_label("したいこと").fill(WORDS)
    visitor.press("探す")
    visitor.is_on(f"「{WORDS}」で探した結果")
    visitor.follow(re.compile("^出産・子育て"))
    visitor.is_on("出産・子育て")


def answer_guide(visitor: Visitor, family: Family) -> int:
    """Answer whatever the guide asks until it knows; returns how much it asked."""
    answers: dict[str, str | date] = {
        "あなたの住民票は": "はい",
        "家計を主に支える人は、児童手当を": "まだもらっていない",
        "生まれた日": family.born_on,
        "家計を主に支えているのは": "わたし",
        "赤ちゃんは、どの健康保険に": "国民健康保険（世帯主はわたし）",
        "赤ちゃんを産んだのは": "はい",
        "保育園などに預けたい": "はい",
    }
    visitor.press("質問に答えて、手続を調べる")
    asked = 0
    while not visitor.page.get_by_role("heading", name="あなたにあてはまる手続").count():
        question = visitor.page.locator("main .field__label").first.inner_text()
        words, answer = next((words, answer) for words, answer in answers.items() if question.startswith(words))
        if isinstance(answer, date):
            visitor.type_day(words, answer)
        else:
            visitor.choose(words, answer)
        visitor.press("次へ")
        asked += 1
    return asked


def read_result(visitor: Visitor) -> None:
    """Read what applies with its reasons, what is done elsewhere, what does not apply."""
    page = visitor.page
    elsewhere = page.get_by_role("region", name="先に、窓口でする手続")
    expect(elsewhere.get_by_role("heading", level=3)).to_have_text(["出生届"])
    expect(elsewhere).to_contain_text("出生証明書")
    expect(elsewhere).to_contain_text("期限：")
    online = page.get_by_role("form", name="ここでまとめて出せる手続")
    for title in ONLINE:
        expect(online.get_by_role("checkbox", name=title)).to_be_checked()
    for reason in REASONS:
        expect(online).to_contain_text(reason)
    page.get_by_text("あてはまらない手続と、その理由").click()
    visitor.sees("児童手当 額改定の請求", "村上市から児童手当を受けていません")


def choose_the_four(visitor: Visitor) -> None:
    """Keep the fixed set of four and go on."""
    visitor.page.get_by_role("checkbox", name="妊婦のための支援給付").uncheck()
    visitor.press("選んだ手続に進む")
    visitor.is_on("どうやって書きはじめますか")
    visitor.sees("児童手当・国民健康保険（お子さん）・子ども医療費助成・保育施設等の利用申込")
