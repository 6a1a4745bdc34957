"""What a client does at each step of a conversation, as the page of the API says it."""

from dataclasses import dataclass
from typing import Final

from murakami.interfaces.api.shapes.talk import StepKind


@dataclass(frozen=True, slots=True)
class StepView:
    """One kind of step: what to do, and what is sent."""

    kind: StepKind
    text: str
    sends: str = ""


STEPS: Final = (
    StepView("answer_question", "hrefを読み、同じhrefに答えを送る。案内の質問は一つずつ", 'PUT {href}  {"answer": {"value": "yes"}, "seen": …}'),
    StepView("choose", "hrefを読み、can_choose が true の手続から選んで送る", 'PUT /api/v1/intakes/{key}/choice  {"procedures": ["child-allowance-claim"]}'),
    StepView("say_people", "hrefを読み、役ごとの人数を送る", 'PUT {href}  {"counts": {"newborn": 1, "sibling": 0}}'),
    StepView("answer_page", "hrefを読み、同じhrefにページの答えをまとめて送る", 'PUT {href}  {"answers": {"me.phone": {"value": "090-1234-5678"}}, "seen": …}'),
    StepView("attach", "hrefを読み、書類があれば付ける（multipart/form-data）。付けなくても出せるので、そのまま review に進める",
             'curl -X POST $API/intakes/$KEY/files -H "Authorization: Bearer $TOKEN" -F attachment=… -F file=@通帳.png'),
    StepView("review", "hrefを読み、内容を本人に見せて、出す", 'POST /api/v1/intakes/{key}/filings  {"reviewed": "…"}'),
    StepView("done", "出したものを読む"),
)
