"""Packs on disk: files, names, needs, amendments, the shape of every entry."""

from pathlib import Path

import pytest

from murakami.foundation.packs.linting import lint
from murakami.foundation.packs.problems import Problem
from tests.sample_pack import FILES, PROCEDURE, lint_clean, lint_one, spoil, write_pack

TOWN = {"pack.yaml": "pack: town\nversion: 0.1.0\ntitle: 町\nneeds: [sample]\n"}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path)


def said_of(paths: list[Path]) -> list[str]:
    return [problem.problem for problem in lint(paths).problems]


def test_lint__finds_nothing_wrong_with_the_sample(pack: Path):
    report = lint_clean(pack)
    assert report.is_complete
    assert report.library.municipality is not None
    assert [entry.model.pack for entry in report.library.manifests] == ["sample"]


def test_lint__refuses_a_place_without_a_pack(tmp_path: Path):
    problem = lint_one(tmp_path / "nowhere")
    assert problem.file == "nowhere"
    assert problem.problem == "pack.yaml がありません。"


def test_lint__refuses_unknown_directories_and_other_files(pack: Path):
    (pack / "procedure").mkdir()
    (pack / "texts/fr").mkdir()
    (pack / "procedures/old.yml").write_text("", encoding="utf-8")
    (pack / "procedures/README.md").write_text("notes", encoding="utf-8")
    problems = {problem.file: problem for problem in lint([pack]).problems}
    assert set(problems) == {"sample/procedure", "sample/texts/fr", "sample/procedures/old.yml"}
    assert "「procedures」ではありませんか" in problems["sample/procedure"].mend


def test_lint__refuses_files_that_are_not_utf8(pack: Path):
    (pack / "topics/topics.yaml").write_bytes("topics: {家: {order: 1}}".encode("shift_jis"))
    assert "UTF-8" in lint_one(pack).problem


def test_lint__reads_a_file_with_a_byte_order_mark(pack: Path):
    path = pack / "topics/topics.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    lint_clean(pack)


def test_lint__finds_needed_packs_beside(pack: Path):
    town = write_pack(pack.parent, name="town", files=TOWN)
    assert [entry.model.pack for entry in lint_clean(town).library.manifests] == ["sample", "town"]


def test_lint__refuses_a_needed_pack_that_is_not_there(pack: Path):
    town = write_pack(pack.parent, name="town", files={"pack.yaml": TOWN["pack.yaml"].replace("sample", "sapmle")})
    problem = lint_one(town)
    assert (problem.file, problem.line, problem.key) == ("town/pack.yaml", 4, "needs[0]")


def test_lint__refuses_packs_that_need_each_other(pack: Path):
    write_pack(pack.parent, name="town", files=TOWN)
    spoil(pack, "pack.yaml", "needs: []", "needs: [town]")
    assert said_of([pack]) == ["パックが互いを必要としています。"]


def test_lint__refuses_two_municipalities(pack: Path):
    other = FILES["pack.yaml"].replace("pack: sample", "pack: town").replace("needs: []", "needs: [sample]")
    town = write_pack(pack.parent, name="town", files={"pack.yaml": other})
    assert said_of([town]) == ["市町村が二つあります。"]


def test_lint__refuses_a_pack_named_otherwise_than_its_directory(pack: Path):
    line = spoil(pack, "pack.yaml", "pack: sample", "pack: exemple")
    problem = lint_one(pack)
    assert (problem.line, problem.key) == (line, "pack")


@pytest.mark.parametrize(
    ("right", "wrong", "problem", "mend"),
    [
        ("standard_period:", "standart_period:", "ここに「standart_period」という見出しはありません。", "「standard_period」"),
        ("kind: application", "kind: aplication", "「aplication」は選べません。", "「application」"),
        ("whose: owner\n", "", "「whose」がありません。", "whose: … を書き足してください。"),
        ('within: "30"', "within: 三十", "「三十」は半角の数字ではありません。", "半角の数字"),
        ('within: "30"', "within: thirty", "「thirty」は整数ではありません。", "半角の数字"),
        ("articles: [狂犬病予防法4条1項]", "articles: 狂犬病予防法4条1項", "ここには並び（リスト）を書きます。", "[一つ目, 二つ目]"),
        ('required: "no"', "required: maybe", "「maybe」は、はい・いいえではありません。", '"yes" か "no"'),
        ("procedure: dog-registration", "procedure: Dog_Registration", "ここに書ける形ではありません", "child-allowance-claim"),
        ("fee: {yen:", "fee: {yen_:", "ここに「yen_」という見出しはありません。", "「yen」"),
        ("unit: kankyo", "unit: ", "ここには文字を書きます。", "空のままにはできません"),
        ("steps: {checklist: [tag_ready], approval: [unit_head]}", "steps: now", "ここには見出しと値の組を書きます。", "checklist"),
    ],
)  # fmt: skip
def test_lint__says_what_is_malformed_and_how_to_mend_it(pack: Path, right: str, wrong: str, problem: str, mend: str):
    line = spoil(pack, PROCEDURE, right, wrong)
    found = next(one for one in lint([pack]).problems if problem in one.problem)
    assert found.file == f"sample/{PROCEDURE}"
    assert mend in found.mend
    assert found.problem_en
    assert found.mend_en
    assert found.line in {line, 1}


def test_lint__leaves_checks_between_files_until_every_file_is_well_formed(pack: Path):
    spoil(pack, "kinds/person.yaml", "dogs: {type: integer", "dogs: {typ: integer")
    report = lint([pack])
    assert not report.is_complete
    assert {problem.file for problem in report.problems} == {"sample/kinds/person.yaml"}


def test_lint__refuses_names_given_twice(pack: Path):
    (pack / "topics/more.yaml").write_text("topics: {owner: {order: 99}}\n", encoding="utf-8")
    problem = lint_one(pack)
    assert (problem.file, problem.line) == ("sample/topics/topics.yaml", 2)
    assert "sample/topics/more.yaml:1 にもあります" in problem.problem


def amend(pack: Path, text: str, file: str = "procedures/amended.yaml") -> Path:
    return write_pack(pack.parent, name="town", files={**TOWN, file: text})


def procedure_of(town: Path):
    library = lint_clean(town).library
    return library.entries_by_directory["procedures"][0]


def test_amend__replaces_what_is_named_and_merges_the_regime(pack: Path):
    town = amend(pack, 'amends: dog-registration\nfee: {yen: "5000"}\nregime: {criteria: 町の要綱}\n')
    entry = procedure_of(town)
    assert entry.packs == ("sample", "town")
    assert entry.model.fee.yen == 5000
    assert entry.model.regime.criteria == "町の要綱"
    assert entry.model.regime.articles == ("狂犬病予防法4条1項",)


def test_amend__adds_offers_to_a_life_event(pack: Path):
    second = FILES[PROCEDURE].replace("dog-registration", "dog-renewal")
    files = {
        "procedures/renewal.yaml": second,
        "life_events/more.yaml": "amends: new-dog\noffers:\n  - {procedure: dog-renewal, bind: {owner: me}}\n",
        **{f"texts/{lang}/t.yaml": f"procedure.dog-renewal.title: {title}\nprocedure.dog-renewal.summary: {summary}\n"
           f"attachment.dog-renewal.photo.label: {photo}\n" for lang, title, summary, photo in (
               ("ja", "更新の申請", "登録を更新します", "写真を一枚"), ("easy", "つづける", "もう一度", "しゃしん"),
               ("en", "Renew", "Renew a registration", "Picture"))},
    }  # fmt: skip
    town = write_pack(pack.parent, name="town", files={**TOWN, **files})
    event = lint_clean(town).library.entries_by_directory["life_events"][0].model
    assert [offer.procedure for offer in event.offers] == ["dog-registration", "dog-renewal"]


def test_amend__points_at_the_amendment_that_is_wrong(pack: Path):
    problem = lint_one(amend(pack, "amends: dog-registration\n# a remark\nunit: kankyou\n"))
    assert (problem.file, problem.line, problem.key) == ("town/procedures/amended.yaml", 3, "unit")


def test_amend__points_at_the_base_for_what_was_not_amended(pack: Path):
    line = spoil(pack, PROCEDURE, "topic: dog\n", "topic: dgo\n")
    problem = lint_one(amend(pack, 'amends: dog-registration\nfee: {yen: "5000"}\n'))
    assert (problem.file, problem.line) == (f"sample/{PROCEDURE}", line)


def test_amend__refuses_what_is_not_there(pack: Path):
    problem = lint_one(amend(pack, 'amends: dog-registartion\nfee: {yen: "0"}\n'))
    assert problem.problem == "変える元の「dog-registartion」がありません。"
    assert "「dog-registration」" in problem.mend


def test_amend__refuses_parts_that_cannot_be_amended(pack: Path):
    problem = lint_one(amend(pack, "amends: Person\nfacts: {}\n", "kinds/person.yaml"))
    assert problem.problem == "ここに書くものは、ほかのパックから変えられません。"


def test_problem__reads_like_a_sentence_with_its_mend(pack: Path):
    spoil(pack, PROCEDURE, "unit: kankyo", "unit: kankyou")
    assert str(lint_one(pack)) == (
        "sample/procedures/dog-registration.yaml:9  unit\n"
        "  「kankyou」という課はありません。\n"
        "  → 「kankyo」ではありませんか。そう書き直してください。\n"
        "  There is no unit 'kankyou'. → Did you mean 'kankyo'? Write that."
    )


def test_problems__are_ordered_by_file_and_line():
    problems = [
        Problem("b", 1, "", "", "", "", ""),
        Problem("a", 10, "", "", "", "", ""),
        Problem("a", 9, "", "", "", "", ""),
    ]
    assert [(one.file, one.line) for one in sorted(problems)] == [("a", 9), ("a", 10), ("b", 1)]


def test_lint__refuses_a_municipality_code_with_a_wrong_check_digit(pack: Path):
    line = spoil(pack, "pack.yaml", '"990001"', '"990002"')
    problem = lint_one(pack)
    assert problem.line == line
    assert problem.problem == "「990002」は団体コードではありません（検査数字が合いません）。"
