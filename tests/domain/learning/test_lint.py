"""Every mistake in skills, roles and courses is told with its file, line and mend."""

import pytest

from murakami.foundation.packs.linting import lint
from tests.domain.learning.pack import FILE, WITH_LEARNING
from tests.sample_pack import lint_clean, lint_one, spoil, write_pack

SPOILED = [
    ("levels: [分かる, できる, 教える]}\n  privacy", "levels: [分かる]}\n  privacy", "データ", "三つの文"),
    ("needs: {data: 2, privacy: 1}", "needs: {data: 2, privcy: 1}", "「privcy」というスキルはありません", "privacy"),
    ("needs: {data: 2, privacy: 1}", "needs: {data: 3, privacy: 1}", "段階3が要りますが", "gives に data: 3"),
    ("needs: {data: 2, privacy: 1}", "needs: {data: 4, privacy: 1}", "「4」という段階はありません", "1（分かる）"),
    ("name: DX推進リーダー, means: 進める人。,", 'name: DX推進リーダー, means: 進める人。, for_everybody: "yes",',
     "にもあります", "一つの役割だけ"),
    ("gives: {data: 1}", "gives: {deta: 1, data: 1}", "「deta」というスキルはありません", "data"),
    ("kind: reading\ngives: {data: 1}", "kind: reading\ncompletion: attendance\ngives: {data: 1}", None, None),
    ("kind: session\ncompletion: attendance", "kind: session", "テストがありません", "completion: attendance"),
    ("pages: [{title: 目的, body: [目的を決めます。]}]\n", "", "教材がありません", "kind: session"),
    ("{points: [一つ, 二つ]}", "{points: [一つ], remember: 二つ}", "一通りの書き方", "どれか一つ"),
    ("pass_mark: 2", "pass_mark: 3", "問いは2つですが、3問で合格", "1 から 2 まで"),
    ("right: [b], explanation: いいえです。", "right: [z], explanation: いいえです。", "「z」という選択肢はありません", "a、b"),
    ("right: [a, b], explanation: 二つ目。", "right: [a, b, c], explanation: 二つ目。", "正しくない選択肢がありません", "書き足して"),
    ("choices: {a: よい, b: またよい, c: よくない}", "choices: {a: よい, b: よい, c: よくない}", "同じ言葉の選択肢", "違う言葉"),
    ("valid_months: 12", "valid_months: 0", "1か月に足りません", "1か月以上"),
    ("course: talk", "course: data-day", "にもあります", "名前を変える"),
    ("minutes: 60", "minutes: 一時間", "半角の数字ではありません", "半角の数字"),
    ("minutes: 120", "minits: 120", None, None),
]


def test_lint__takes_a_pack_that_is_right(tmp_path):
    lint_clean(write_pack(tmp_path, files=WITH_LEARNING))


@pytest.mark.parametrize(("right", "wrong", "problem", "mend"), [one for one in SPOILED if one[2]])
def test_lint__names_the_line_and_the_mend(tmp_path, right, wrong, problem, mend):
    pack = write_pack(tmp_path, files=WITH_LEARNING)
    line = spoil(pack, FILE, right, wrong)
    found = lint_one(pack)
    assert (found.file, problem in found.problem, mend in found.mend) == ("sample/learning/learning.yaml", True, True), found
    assert abs(found.line - line) <= 6  # of the same document; what is not written has the line of what is around it


@pytest.mark.parametrize(("right", "wrong"), [one[:2] for one in SPOILED if not one[2]])
def test_lint__tells_several_things_at_once(tmp_path, right, wrong):
    pack = write_pack(tmp_path, files=WITH_LEARNING)
    spoil(pack, FILE, right, wrong)
    assert len(lint([pack]).problems) == 2


def test_lint__a_town_amends_a_course(tmp_path):
    write_pack(tmp_path, files=WITH_LEARNING)
    town = tmp_path / "town"
    (town / "learning").mkdir(parents=True)
    (town / "pack.yaml").write_text("pack: town\nversion: 0.1.0\ntitle: 町\nneeds: [sample]\n", encoding="utf-8")
    (town / "learning/own.yaml").write_text("amends: privacy\nvalid_months: 6\n", encoding="utf-8")
    library = lint_clean(town).library
    changed = [entry for entry in library.entries_by_directory["learning"] if entry.packs == ("sample", "town")]
    assert [(entry.model.course, entry.model.valid_months) for entry in changed] == [("privacy", 6)]
