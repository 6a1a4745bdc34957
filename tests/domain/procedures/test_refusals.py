"""A wrong pack is refused with file, line and mend: the list that the work was ordered by, one test each."""

from pathlib import Path

import pytest

from murakami.foundation.packs.linting import lint
from tests.sample_pack import PROCEDURE, lint_clean, lint_one, spoil, write_pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    pack = write_pack(tmp_path)
    lint_clean(pack)
    return pack


def test_lint__refuses_a_misspelt_fact(pack: Path):
    line = spoil(pack, PROCEDURE, "- owner.got_dog_on", "- owner.got_dgo_on")
    problem = next(problem for problem in lint([pack]).problems if "got_dgo_on" in problem.problem)
    assert (problem.file, problem.line) == (f"sample/{PROCEDURE}", line)
    assert problem.problem == "Person に「got_dgo_on」という項目はありません。"
    assert problem.mend == "「owner.got_dog_on」ではありませんか。そう書き直してください。"
    assert problem.mend_en == "Did you mean 'owner.got_dog_on'? Write that."


def test_lint__refuses_a_type_clash(pack: Path):
    line = spoil(pack, "predicates/dogs.yaml", '{fact: owner.dogs, at_least: "2"}', '{fact: owner.dogs, is: "yes"}')
    problem = lint([pack]).problems[0]
    assert (problem.file, problem.line) == ("sample/predicates/dogs.yaml", line)
    assert problem.problem == "'yes' は整数ではありません。"
    assert problem.mend


def test_lint__refuses_a_test_that_does_not_fit_the_type(pack: Path):
    line = spoil(pack, "predicates/dogs.yaml", "{fact: owner.size, is: large}", '{fact: owner.size, at_least: "2"}')
    problem = lint([pack]).problems[0]
    assert (problem.file, problem.line) == ("sample/predicates/dogs.yaml", line)
    assert problem.problem == "owner.size は choice なので、「at_least」では調べられません。"
    assert "is, is_not, one_of" in problem.mend


def test_lint__refuses_a_role_of_another_kind(pack: Path):
    path = pack / "kinds/household.yaml"
    path.write_text("kind: Household\nfacts: {}\n", encoding="utf-8")
    for language, text in (("ja", "世帯の情報"), ("easy", '{same: "yes"}'), ("en", "Household")):
        file = pack / f"texts/{language}/texts.yaml"
        file.write_text(file.read_text(encoding="utf-8") + f"kind.Household.title: {text}\n", encoding="utf-8")
    line = spoil(pack, "life_events/new-dog.yaml", "cast: {me: Person}", "cast: {me: Household}")
    problems = {problem.file: problem for problem in lint([pack]).problems if "役割「me」" in problem.problem}
    problem = problems["sample/life_events/new-dog.yaml"]
    assert problem.line == line
    assert "sample/predicates/guide.yaml:1 では Person です" in problem.problem


def test_lint__refuses_a_cycle(pack: Path):
    line = spoil(pack, PROCEDURE, "      - owner.dogs\n", "      - {fact: owner.dogs, when: dog_is_large}\n")
    problems = [problem for problem in lint([pack]).problems if "めぐりめぐって" in problem.problem]
    assert {(problem.file, problem.line) for problem in problems} == {
        (f"sample/{PROCEDURE}", line),
        (f"sample/{PROCEDURE}", line + 1),
    }
    assert "owner.dogs → owner.size → owner.dogs" in problems[0].problem
    assert "when" in problems[0].mend


def test_lint__refuses_a_cycle_over_two_procedures(pack: Path):
    second = (pack / PROCEDURE).read_text(encoding="utf-8").replace("dog-registration", "dog-renewal")
    second = second.replace("      - owner.dogs\n", "      - {fact: owner.dogs, when: dog_is_large}\n")
    second = second.replace("{fact: owner.size, when: several_dogs}", "owner.size")
    (pack / "procedures/dog-renewal.yaml").write_text(second, encoding="utf-8")
    cycles = [problem for problem in lint([pack]).problems if "めぐりめぐって" in problem.problem]
    assert {problem.file for problem in cycles} == {f"sample/{PROCEDURE}", "sample/procedures/dog-renewal.yaml"}


@pytest.mark.parametrize(("language", "name"), [("easy", "やさしい日本語"), ("en", "英語"), ("ja", "日本語")])
def test_lint__refuses_a_missing_text(pack: Path, language: str, name: str):
    path = pack / f"texts/{language}/texts.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("topic.dog.title")), encoding="utf-8")
    problem = next(one for one in lint([pack]).problems if "topic.dog.title" in one.problem)
    japanese = (pack / "texts/ja/texts.yaml").read_text(encoding="utf-8")
    if language == "ja":
        assert (problem.file, problem.line) == ("sample/topics/topics.yaml", 3)
    else:
        assert problem.file == "sample/texts/ja/texts.yaml"
        assert problem.line == japanese[: japanese.index("topic.dog.title")].count("\n") + 1
    assert problem.problem == f"「topic.dog.title」の{name}がありません。"
    assert f"texts/{language}/" in problem.mend


def test_lint__refuses_a_stale_translation(pack: Path):
    spoil(pack, "texts/ja/texts.yaml", "topic.dog.title: 飼っている犬", "topic.dog.title: 飼っている犬のこと")
    problems = lint([pack]).problems
    assert [problem.file for problem in problems] == ["sample/texts/easy/texts.yaml", "sample/texts/en/texts.yaml"]
    english = (pack / "texts/en/texts.yaml").read_text(encoding="utf-8")
    assert problems[1].line == english[: english.index("topic.dog.title")].count("\n") + 1
    assert "元の日本語が変わりました" in problems[1].problem
    assert "murakami packs stamp" in problems[1].mend


def test_lint__refuses_a_translation_never_compared_with_its_original(pack: Path):
    path = pack / "texts/en/texts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('of: "', 'of: "x', 1), encoding="utf-8")
    assert "元の日本語が変わりました" in lint_one(pack).problem


@pytest.mark.parametrize("language", ["easy", "en"])
def test_lint__refuses_a_copied_translation(pack: Path, language: str):
    path = pack / f"texts/{language}/texts.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(index for index, line in enumerate(lines) if line.startswith("fact.Person.phone.label"))
    mark = lines[number].split('"')[1]
    lines[number] = f'fact.Person.phone.label: {{of: "{mark}", text: 電話番号}}'
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    problem = lint_one(pack)
    assert (problem.file, problem.line) == (f"sample/texts/{language}/texts.yaml", number + 1)
    assert problem.problem == "「fact.Person.phone.label」は訳されていません（日本語のままです）。"
    assert "書いてください" in problem.mend


def test_lint__refuses_easy_japanese_that_is_too_long(pack: Path):
    long = "犬（いぬ）が来たら、" + "とても大切なことですから、かならず忘れないようにして、" * 3 + "教えてください"
    spoil(pack, "texts/easy/texts.yaml", "犬（いぬ）が来たら、{city}に教えてください。", long)
    problem = lint_one(pack)
    assert problem.problem.startswith("一つの文が94字です。")
    assert problem.mend == "50字までの文に分けてください。"


def test_lint__refuses_an_unmapped_form_item(pack: Path):
    line = spoil(pack, PROCEDURE, "staff: 職員が書き足す, ", "")
    problem = lint_one(pack)
    assert (problem.file, problem.line, problem.key) == (f"sample/{PROCEDURE}", line, "form.items[2]")
    assert problem.problem == "様式の欄「鑑札の番号」を何で埋めるかが決まっていません。"
    assert "from（写す項目）・constant" in problem.mend


def test_lint__refuses_an_unverified_form_item_that_nobody_accepted(pack: Path):
    line = spoil(pack, PROCEDURE, "職員が書き足す, evidence: law", "職員が書き足す, evidence: unverified")
    problem = lint_one(pack)
    assert (problem.file, problem.line) == (f"sample/{PROCEDURE}", line)
    assert "unverified_accepted" in problem.mend
    spoil(pack, PROCEDURE, "title: 犬の登録申請書", "title: 犬の登録申請書\n  unverified_accepted: 原典を請求中")
    lint_clean(pack)


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("0254", "172"),
        ("12:30", "750"),
        ("no", "false"),
        ("1.10", "1.1"),
        ("1e3", "1000.0"),
        ("0x1F", "31"),
        ("y", "別の値"),
    ],
)
def test_lint__refuses_words_that_a_reader_takes_for_something_else(pack: Path, written: str, meaning: str):
    line = spoil(pack, "units/units.yaml", "place: 役場1階", f"place: {written}")
    problem = lint_one(pack)
    assert (problem.file, problem.line, problem.key) == ("sample/units/units.yaml", line, "units.kankyo.place")
    assert meaning in problem.problem
    assert problem.mend == f'"{written}" のように引用符で囲んでください。'
    spoil(pack, "units/units.yaml", f"place: {written}", f'place: "{written}"')
    lint_clean(pack)


def test_lint__refuses_the_mark_of_telling_no_address_where_something_could_tell_one(pack: Path):
    line = spoil(pack, PROCEDURE, "kind: ", 'tells_no_address: "yes"\nkind: ')
    problems = [one for one in lint([pack]).problems if "tells_no_address" in one.problem]
    assert {(one.file, one.line) for one in problems} == {(f"sample/{PROCEDURE}", line)}
    assert all("tells_no_address を消してください" in one.mend for one in problems)
