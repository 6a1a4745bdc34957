"""Says in Japanese what the kernel finds wrong with conditions, predicates and bindings."""

import re
from collections.abc import Sequence
from typing import Final

from murakami.foundation.packs.problems import Problem, Said
from murakami.foundation.packs.sources import Place
from murakami.kernel.conditions import ConditionError

_OTHERWISE: Final = "書き方が違います"
_PROBLEMS: Final[Sequence[tuple[str, str]]] = (
    (r"(.+), whom the deadline needs, is not bound", "期限を数える役割「{0}」になる人が決まっていません。"),
    (r"(.+), whose application it is, is not bound", "申請する人の役割「{0}」になる人が決まっていません。"),
    (r"there is no predicate (.+)", "「{0}」という条件はありません。"),
    (r"there is no role (.+)", "「{0}」という役割はありません。"),
    (r"a (.+) has no fact (.+)", "{0} に「{1}」という項目はありません。"),
    (r"(.+) is a (.+), and there is no such kind", "役割「{0}」の種類「{1}」がありません。"),
    (r"(.+) has no part (.+)", "{0} に「{1}」という部分はありません。"),
    (r"(.+) does not fit (.+), which is (.+)", "{1} は {2} なので、「{0}」では調べられません。"),
    (r"(.+) is not a choice of (.+)", "「{0}」は {1} の選択肢にありません。"),
    (r"(.+) is not a test", "「{0}」という調べ方はありません。"),
    (r"(.+) is not a fact of a role", "{0} は「役割.項目」の形ではありません。"),
    (r"(.+) is not a whole number", "{0} は整数ではありません。"),
    (r"(.+) is less than nothing", "{0} は0より小さい数です。"),
    (r"(.+) is not a day of counting", "{0} は年齢を数える日ではありません。"),
    (r"(.+) is not a day", "{0} は日付ではありません。"),
    (r"(.+) is neither yes nor no", "{0} は、はい・いいえではありません。"),
    (r"(.+) is not a list of values", "{0} は値の並びではありません。"),
    (r"(.+) is not a list", "{0} は並びではありません。"),
    (r"(.+) is not a text", "{0} は文字ではありません。"),
    (r"(.+) is not a predicate's name", "{0} は条件の名前ではありません。"),
    (r"(.+) is not a condition", "{0} は条件ではありません。"),
    (r"(.+) is not a role", "{0} は役割ではありません。"),
    (r"(.+) is not part of it", "ここに「{0}」という見出しはありません。"),
    (r"(.+) is not bound", "役割「{0}」になる人や物が決まっていません。"),
    (r"(.+) is missing", "「{0}」がありません。"),
    (r"(.+) does not combine conditions", "「{0}」は条件をまとめる言葉ではありません。"),
    (r"(.+) does not say of whom", "{0} では、だれについての条件か分かりません。"),
    (r"(.+) does not name anybody of the cast", "{0} は出てくる人や物（cast）ではありません。"),
    (r"(.+) does not belong to (.+)", "「{0}」は「{1}」と一緒には使えません。"),
    (r"(.+) speaks of one (.+), and there may be several", "「{0}」は {1} 一人についての条件ですが、{1} は何人もいるかもしれません。"),
    (r"(.+) is already one person here", "ここでは「{0}」はもう一人に決まっています。"),
    (r"(.+) is one person", "「{0}」は一人（一つ）だけです。"),
    (r"(.+) stand side by side", "{0} が並んでいます。"),
    (r"nobody of the cast is (.+)", "「{0}」は出てくる人や物（cast）にありません。"),
    (r"the procedure has no role (.+)", "この手続に役割「{0}」はありません。"),
    (r"(.+) may be several, (.+) is one", "「{0}」は何人もいるかもしれませんが、役割「{1}」は一人です。"),
    (r"(.+) is an? (.+), (.+) is an? (.+)", "「{0}」は {1} ですが、役割「{2}」は {3} です。"),
    (r"the condition is empty", "条件が空です。"),
    (r"the list is empty", "並びが空です。"),
    (r"this is not a predicate", "条件の書き方ではありません。"),
    (r"it does not say what is tested", "何を調べるかが書かれていません。"),
    (r"answered can only be yes", "answered には yes だけを書けます。"),
)  # fmt: skip
_MENDS: Final[Sequence[tuple[str, str]]] = (
    (r"did you mean (.+)\?", "「{0}」ではありませんか。そう書き直してください。"),
    (r"write one of: (.+)", "次のどれかを書いてください：{0}"),
    (r"the choices are: (.+)", "選択肢は次のとおりです：{0}"),
    (r"(.+) can be tested by: (.+)", "{0} を調べられるのは：{1}"),
    (r"write for example (.+)", "例：{0}"),
    (r"write (.+)", "次のように書いてください：{0}"),
    (r"define it in a file under predicates/", "predicates/ のファイルで定義してください。"),
    (r"add it to the roles", "roles に書き足してください。"),
    (r"add it to the cast", "cast に書き足してください。"),
    (r"add it to the facts of (.+)", "kinds/ の {0} の facts に書き足してください。"),
    (r"define it among the kinds", "kinds/ で定義してください。"),
    (r"wrap several conditions in (.+)", "いくつもの条件は次のどちらかでまとめてください：{0}"),
    (r"name at least one condition, or leave the whole line out", "条件を一つ以上書くか、この行を消してください。"),
    (r"bind it, or make the role optional", "bind に書き足すか、手続の役割を「?」にしてください。"),
    (r"bind it", "bind に書き足してください。"),
    (r"bind one person", "一人だけの役割を書いてください。"),
    (r"bind another one", "種類の合うものを書いてください。"),
    (r"leave it out", "この行を消してください。"),
    (r"a (.+) has no part that can be tested; leave part out", "{0} に調べられる部分はありません。part を消してください。"),
)  # fmt: skip


def condition_problem(error: ConditionError, place: Place) -> Problem:
    """Say what is wrong with a condition; `place` is what the error's path starts from."""
    return place.problem(
        Said(_translated(error.problem, _PROBLEMS), f"{error.problem}."),
        Said(_translated(error.mend, _MENDS), f"{error.mend}.".replace("?.", "?")),
        *error.path,
    )


def is_translated(text: str) -> bool:
    """Whether a sentence of the kernel has its Japanese here."""
    return _OTHERWISE not in _translated(text, (*_PROBLEMS, *_MENDS))


def _translated(english: str, table: Sequence[tuple[str, str]]) -> str:
    _subject, separator, rest = english.partition(", but ")
    if separator:
        return _translated(rest, table)
    for pattern, japanese in table:
        match = re.fullmatch(pattern, english)
        if match:
            return japanese.format(*match.groups())
    return f"{_OTHERWISE}（{english}）。"
