"""Everything else that lint finds between definitions: place, sentence and mend."""

from pathlib import Path

import pytest

from murakami.foundation.packs.linting import lint
from tests.sample_pack import FILES, PROCEDURE, lint_clean, lint_one, spoil, write_pack

EVENT = "life_events/new-dog.yaml"
KINDS = "kinds/person.yaml"
PREDICATES = "predicates/dogs.yaml"
TRIALS = "trials/dogs.yaml"


@pytest.mark.parametrize(
    ("file", "right", "wrong", "problem", "mend"),
    [
        (KINDS, "dogs: {type: integer", "dogs: {type: intger", "「intger」という型はありません。", "「integer」"),
        (KINDS, "choices: [small, large]", "choice: [small, large]", "choice の options.choice が正しくありません。", "choices"),
        (KINDS, 'min: "1"', "min: one", "integer の options.min が正しくありません。", "pack-reference"),
        (PREDICATES, "is: large", "is: larg", "「larg」は owner.size の選択肢にありません。", "「large」"),
        (PREDICATES, "fact: owner.size", "fact: owner.siez", "Person に「siez」という項目はありません。", "「size」"),
        (PREDICATES, "fact: owner.size", "fact: onwer.size", "「onwer」という役割はありません。", "「owner」"),
        (PREDICATES, "{owner: Person}", "{owner: Persn}", "「Persn」という種類はありません。", "「Person」"),
        (PROCEDURE, "topic: dog\n", "topic: dgo\n", "「dgo」という話題はありません。", "「dog」"),
        (PROCEDURE, "when: several_dogs", "when: sevral_dogs", "「sevral_dogs」という条件はありません。", "「several_dogs」"),
        (PROCEDURE, "when: several_dogs", "when: {al: [several_dogs]}", "「al」は条件をまとめる言葉ではありません。", "「all"),
        (PROCEDURE, "when: several_dogs", "when: me_keeps_dog", "「me」という役割はありません。", "owner"),
        (PROCEDURE, "when: several_dogs", "when: {some: {of: owner, that: several_dogs}}", "「owner」は一人（一つ）だけです。", "without of"),
        (PROCEDURE, "owner.born_on", "owner.name", "「owner.name」を二度聞いています。", "一つに"),
        (PROCEDURE, "when: dog_is_large}", "when: keeps_dog}", "条件「keeps_dog」が調べる「owner.keeps_dog」を、この手続では聞いていません。", "asks"),
        (PROCEDURE, "when: several_dogs", "when: {not: keeps_dog}", "条件「keeps_dog」が調べる「owner.keeps_dog」を、この手続では聞いていません。", "asks"),
        (PROCEDURE, "whose: owner", "whose: onwer", "「onwer」という役割はありません。", "「owner」"),
        (PROCEDURE, "whose: owner", "for_each: dog\nwhose: owner", "「dog」という役割はありません。", "owner"),
        (PROCEDURE, "about: owner", "about: dog", "「dog」という役割はありません。", "owner"),
        (PROCEDURE, "when: dog_is_large}", "when: dog_is_lage}", "「dog_is_lage」という条件はありません。", "「dog_is_large」"),
        (PROCEDURE, "from: owner.got_dog_on}", "from: owner.dogs}", "「owner.dogs」は日付ではなく integer です。", "日付の項目"),
        (PROCEDURE, "unit: kankyo", "unit: kankyou", "「kankyou」という課はありません。", "「kankyo」"),
        (PROCEDURE, "granted: dog-registered, ", "", "申請なのに、結果（granted）の通知がありません。", "letters に granted"),
        (PROCEDURE, "granted: dog-registered", "granted: dog-registred", "「dog-registred」という通知はありません。", "「dog-registered」"),
        (PROCEDURE, 'told: "no"', 'told: "yes"', "教示をするのに、相手か期間がありません。", "authority と within"),
        (PROCEDURE, "from: owner.dogs,", "from: owner.dgos,", "Person に「dgos」という項目はありません。", "「owner.dogs」"),
        (PROCEDURE, "from: owner.dogs,", "from: owner.keeps_dog,", "様式に写す「owner.keeps_dog」を、この手続では聞いていません。", "asks"),
        (PROCEDURE, "parts: [family, given]", "parts: [family, givn]", "person_name に「givn」という部分はありません。", "「given」"),
        (PROCEDURE, "from: owner.dogs,", "from: owner.dogs, constant: 一頭,", "様式の欄「犬の数」に from・constant が並んでいます。", "一つ"),
        (PROCEDURE, "from: owner.dogs,", "from: [{when: several_dogs}],", "項目（役割.項目）か {constant: 言葉} のどちらかを書きます。", "applicant.name"),
        (PROCEDURE, "from: owner.dogs,", "from: owner.dogs, repeats: owner,", "役割「owner」は一人だけなので、繰り返せません。", "repeats"),
        (PROCEDURE, "from: owner.dogs,", "from: owner.size, choices: {big: 大},", "「big」は owner.size の選択肢にありません。", "large"),
        (PROCEDURE, "職員が書き足す, evidence: law, source: 狂犬病予防法施行規則3条", "職員が書き足す, evidence: law",
         "様式の欄「鑑札の番号」の出典がありません。", "source:"),
        (EVENT, "procedure: dog-registration", "procedure: dog-registartion", "「dog-registartion」という手続はありません。", "「dog-registration」"),
        (EVENT, "bind: {owner: me}", "bind: {onwer: me, owner: me}", "この手続に役割「onwer」はありません。", "「owner」"),
        (EVENT, "bind: {owner: me}", "bind: {owner: you}", "「you」は出てくる人や物（cast）にありません。", "me"),
        (EVENT, "bind: {owner: me}", "bind: {owner: {if: me_keeps_dog, then: me}}", "「else」がありません。", "if"),
        (EVENT, "bind: {owner: me}", "bind: {owner: [me, me]}", "役割「owner」は一人ですが、いくつも挙げられています。", "一人だけ"),
        (EVENT, "when: me_keeps_dog", "when: several_dogs", "「owner」という役割はありません。", "me"),
        ("synonyms/words.yaml", "new-dog:", "new-dogs:", "「new-dogs」という手続もライフイベントもありません。", "「new-dog」"),
        ("letters/letters.yaml", "{decided_on}に", "{decidd_on}に", "文の中の {decidd_on} に入るものがありません。", "「decided_on」"),
        (TRIALS, "life_event: new-dog", "life_event: new-dgo", "「new-dgo」というライフイベントはありません。", "「new-dog」"),
        (TRIALS, "people: {me: [me]}", "people: {me: [me], you: [you]}", "「you」は出てくる人や物（cast）にありません。", "me"),
        (TRIALS, 'me.keeps_dog: "yes"', 'you.keeps_dog: "yes"', "「you」という人や物がいません。", "me"),
        (TRIALS, 'me.keeps_dog: "yes"', 'me.keep_dog: "yes"', "Person に「keep_dog」という項目はありません。", "「keeps_dog」"),
        (TRIALS, 'me.keeps_dog: "yes"', "me.keeps_dog: maybe", "「maybe」は yes_no の答えになりません。", "型に合う"),
        (TRIALS, "me.got_dog_on: 2026-11-03", "me.size: lrge", "「lrge」は選択肢にありません。", "「large」"),
        (TRIALS, "applies: [dog-registration]", "applies: [dog-registartion]", "「dog-registartion」は new-dog にありません。", "「dog-registration」"),
    ],
)  # fmt: skip
def test_lint__names_the_place_and_the_mend(pack: Path, file: str, right: str, wrong: str, problem: str, mend: str):
    line = spoil(pack, file, right, wrong)
    found = next((one for one in lint([pack]).problems if problem == one.problem), None)
    assert found is not None, [one.problem for one in lint([pack]).problems]
    assert (found.file, found.line) == (f"sample/{file}", line)
    assert mend in found.mend
    assert found.problem_en.endswith(".")
    assert found.mend_en


def test_lint__refuses_an_online_procedure_that_asks_nothing(pack: Path):
    text = FILES[PROCEDURE]
    asks = text[text.index("asks:") : text.index("attachments:")]
    spoil(pack, PROCEDURE, asks, "")
    assert any("聞くことがありません" in problem.problem for problem in lint([pack]).problems)


def test_lint__refuses_a_procedure_done_elsewhere_that_asks(pack: Path):
    spoil(pack, PROCEDURE, "where: online", "where: elsewhere")
    found = {problem.problem for problem in lint([pack]).problems}
    assert "ほかの場所で出す手続なのに、聞くことがあります。" in found
    assert "「procedure.dog-registration.where」の日本語がありません。" in found
    assert "「procedure.dog-registration.bring」の日本語がありません。" in found


@pytest.mark.parametrize(
    ("suggest", "problem"),
    [
        ("{famly: owner.name.family}", "person_name に「famly」という部分はありません。"),
        ("{family: owner.name.famly}", "person_name に「famly」という部分はありません。"),
        ("{family: owner.name}", "「owner.name」は「役割.項目.部分」の形ではありません。"),
        ("{family: owner.nam.family}", "Person に「nam」という項目はありません。"),
        ("owner.phone", "「owner.phone」は phone で、person_name には写せません。"),
        ("{from: owner.name, when: sevral_dogs}", "「sevral_dogs」という条件はありません。"),
    ],
)
def test_lint__refuses_suggestions_that_cannot_be_copied(pack: Path, suggest: str, problem: str):
    line = spoil(pack, PROCEDURE, "facts: [owner.name,", f"facts: [{{fact: owner.name, suggest: {suggest}}},")
    found = next(one for one in lint([pack]).problems if one.problem == problem)
    assert (found.file, found.line) == (f"sample/{PROCEDURE}", line)


def test_lint__refuses_a_suggested_choice_that_is_not_offered(pack: Path):
    spoil(pack, PROCEDURE, "{fact: owner.size, when: several_dogs}", "{fact: owner.size, suggest: {value: huge}}")
    assert lint_one(pack).problem == "「huge」は選択肢にありません。"


@pytest.mark.parametrize("suggest", ["{value: small, when: several_dogs}", "{value: large}"])
def test_lint__takes_suggested_choices(pack: Path, suggest: str):
    spoil(pack, PROCEDURE, "{fact: owner.size, when: several_dogs}", f"{{fact: owner.size, suggest: {suggest}}}")
    lint_clean(pack)


def test_lint__checks_units_only_where_a_town_has_some(tmp_path: Path):
    files = {**FILES, "pack.yaml": "pack: sample\nversion: 0.1.0\ntitle: 共通\n"}
    files = {file: text for file, text in files.items() if file != "units/units.yaml"}
    for language in ("easy", "en"):
        lines = files[f"texts/{language}/texts.yaml"].splitlines(keepends=True)
        files[f"texts/{language}/texts.yaml"] = "".join(line for line in lines if not line.startswith("unit."))
    lint_clean(write_pack(tmp_path, files=files))


def test_lint__lets_a_unit_answer_for_the_unit_of_another_pack(pack: Path):
    spoil(pack, PROCEDURE, "unit: kankyo", "unit: shimin")
    assert lint_one(pack).key == "unit"
    spoil(pack, "units/units.yaml", "phone: 0254-00-0000", "phone: 0254-00-0000, serves: [shimin]")
    lint_clean(pack)


def test_lint__takes_the_same_fact_of_the_same_kind_for_another_role(pack: Path):
    spoil(pack, PROCEDURE, "roles: {owner: Person}", 'roles: {owner: Person, keeper: "Person?"}')
    spoil(pack, PROCEDURE, "from: owner.name, parts", "from: [keeper.name, owner.name], parts")
    lint_clean(pack)


def test_lint__refuses_several_people_for_a_role_of_one(pack: Path):
    spoil(pack, EVENT, "cast: {me: Person}", 'cast: {me: "Person[]"}')
    found = next(one for one in lint([pack]).problems if "「me」は何人もいる" in one.problem)
    assert found.problem == "「me」は何人もいるかもしれませんが、役割「owner」は一人です。"
    assert (found.line, found.mend) == (8, "一人だけの役割を書いてください。")


def test_lint__lets_a_procedure_filed_for_each_take_several(pack: Path):
    spoil(pack, EVENT, "cast: {me: Person}", 'cast: {me: "Person[]"}')
    spoil(pack, EVENT, "when: me_keeps_dog", "when: {some: {of: me, that: me_keeps_dog}}")
    spoil(pack, PROCEDURE, "whose: owner", "whose: owner\nfor_each: owner")
    lint_clean(pack)
