"""Texts beside the definitions: what replaces what, what is tied to what, what easy means."""

from pathlib import Path

import pytest

from murakami.foundation.packs.easy_japanese import is_too_long, longest_sentence
from murakami.foundation.packs.linting import lint
from murakami.foundation.packs.stamping import stamp
from murakami.foundation.packs.texts import fingerprint
from tests.sample_pack import lint_clean, lint_one, spoil, write_pack

TOWN = "pack: town\nversion: 0.1.0\ntitle: 町\nneeds: [sample]\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path)


def texts_of(pack: Path, key: str) -> dict[str, str] | None:
    return lint([pack]).library.texts.all_languages(key)


def test_fingerprint__is_the_beginning_of_the_sha256_of_the_text():
    assert fingerprint("電話番号") == fingerprint(" 電話番号\n") == "ef912605"
    assert fingerprint("電話番号 ") != fingerprint("電話の番号")


def test_texts__are_there_in_every_language(pack: Path):
    assert texts_of(pack, "topic.dog.title") == {"ja": "飼っている犬", "ja-easy": "犬（いぬ）のこと", "en": "Dog"}


def test_texts__that_are_easy_as_they_are_stand_for_themselves(pack: Path):
    assert texts_of(pack, "fact.Person.size.label") == {
        "ja": "犬の大きさ",
        "ja-easy": "犬の大きさ",
        "en": "Size of the dog",
    }


def test_texts__of_a_definition_itself_need_no_japanese_line(pack: Path):
    assert texts_of(pack, "unit.kankyo.name") == {
        "ja": "環境課", "ja-easy": "環境課（かんきょうか）", "en": "Environment Division"}  # fmt: skip
    path = pack / "texts/ja/units.yaml"
    path.write_text("unit.kankyo.name: 環境衛生課\n", encoding="utf-8")
    assert "定義には「環境課」と書かれています。" in [one.problem for one in lint([pack]).problems]


def test_texts__of_a_later_pack_replace_those_of_an_earlier_one(pack: Path):
    files = {
        "pack.yaml": TOWN,
        "texts/ja/t.yaml": "topic.dog.title: わんこのこと\n",
        "texts/easy/t.yaml": "topic.dog.title: わんこ\n",
        "texts/en/t.yaml": "topic.dog.title: Doggie\n",
    }
    town = write_pack(pack.parent, name="town", files=files)
    lint_clean(town)
    assert texts_of(town, "topic.dog.title") == {"ja": "わんこのこと", "ja-easy": "わんこ", "en": "Doggie"}
    (town / "texts/en/t.yaml").unlink()
    assert lint_one(town).file == "sample/texts/en/texts.yaml"


def test_lint__refuses_a_text_that_nothing_needs(pack: Path):
    path = pack / "texts/ja/more.yaml"
    path.write_text("topic.dgo.title: 犬\n", encoding="utf-8")
    problem = lint_one(pack)
    assert problem.problem == "「topic.dgo.title」という文を使うところがありません。"
    assert problem.mend == "「topic.dog.title」ではありませんか。"


def test_lint__refuses_translations_of_words_that_only_staff_read(pack: Path):
    (pack / "texts/en/more.yaml").write_text("check.tag_ready.label: Tag ready\n", encoding="utf-8")
    stamp([pack])
    assert lint_one(pack).problem == "「check.tag_ready.label」は日本語だけで使います。"


def test_lint__refuses_a_text_written_twice_in_one_pack(pack: Path):
    (pack / "texts/ja/more.yaml").write_text("topic.dog.title: 犬\n", encoding="utf-8")
    problems = lint([pack]).problems
    assert "sample/texts/ja/more.yaml:1 にも書かれています" in problems[0].problem


@pytest.mark.parametrize(
    ("line", "problem"),
    [("topic.dog.title: ", "文がありません"), ("topic.dog.title: [犬]", "文がありません"), ("- 犬", "並べて書きます")],
)
def test_lint__refuses_japanese_texts_of_another_shape(pack: Path, line: str, problem: str):
    (pack / "texts/ja/more.yaml").write_text(f"{line}\n", encoding="utf-8")
    assert any(problem in one.problem for one in lint([pack]).problems)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("{txt: Dog}", "という見出しはありません"),
        ('{of: "00000000"}', "訳がありません"),
        ('{same: "yes"}', "訳がありません"),
    ],
)
def test_lint__refuses_translations_of_another_shape(pack: Path, written: str, problem: str):
    path = pack / "texts/en/texts.yaml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("topic.dog.title")]
    path.write_text("\n".join([*lines, f"topic.dog.title: {written}", ""]), encoding="utf-8")
    assert any(problem in one.problem for one in lint([pack]).problems)


def test_lint__refuses_optional_texts_in_one_language_only(pack: Path):
    (pack / "texts/ja/more.yaml").write_text("fact.Person.phone.hint: 昼間の番号\n", encoding="utf-8")
    assert [one.problem for one in lint([pack]).problems] == [
        "「fact.Person.phone.hint」のやさしい日本語がありません。", "「fact.Person.phone.hint」の英語がありません。"]  # fmt: skip
    (pack / "texts/ja/more.yaml").unlink()
    (pack / "texts/en/more.yaml").write_text("fact.Person.phone.hint: By day\n", encoding="utf-8")
    assert lint_one(pack).problem == "「fact.Person.phone.hint」の日本語がありません。"


def test_lint__refuses_places_in_texts_that_nothing_fills(pack: Path):
    line = spoil(pack, "texts/ja/texts.yaml", "{city}に登録", "{town}に登録")
    problem = next(one for one in lint([pack]).problems if "{town}" in one.problem)
    assert (problem.file, problem.line) == ("sample/texts/ja/texts.yaml", line)


def test_longest_sentence__leaves_readings_out():
    assert longest_sentence("児童手当（じどうてあて）です。ありがとう") == "児童手当です"
    assert not is_too_long("あ" * 50 + "（よみかた）。" + "い" * 50)
    assert is_too_long("あ" * 51)


def test_stamp__changes_nothing_but_the_marks(pack: Path):
    path = pack / "texts/en/texts.yaml"
    before = path.read_text(encoding="utf-8")
    spoil(pack, "texts/ja/texts.yaml", "topic.dog.title: 飼っている犬", "topic.dog.title: 飼っている犬のこと")
    stamps = stamp([pack])
    assert [(one.file, one.key, one.of) for one in stamps] == [
        ("sample/texts/easy/texts.yaml", "topic.dog.title", fingerprint("飼っている犬のこと")),
        ("sample/texts/en/texts.yaml", "topic.dog.title", fingerprint("飼っている犬のこと")),
    ]
    after = path.read_text(encoding="utf-8")
    assert after == before.replace(fingerprint("飼っている犬"), fingerprint("飼っている犬のこと"))
    assert stamp([pack]) == ()
    lint_clean(pack)


def test_stamp__ties_plain_flow_and_block_translations_to_their_original(pack: Path):
    path = pack / "texts/en/texts.yaml"
    kept = [
        line for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith(("topic.", "kind.", "fact.Person.name", "fact.Person.phone"))
    ]  # fmt: skip
    written = """\
# a remark, kept
topic.dog.title: {text: "Dog, or {city}"}   # another
topic.owner.title: |
  Owner:
  of the dog
kind.Person.title:
  text: Person
fact.Person.name.label:
  of: "00000000"
  text: Name
fact.Person.phone.label: >-
  Tele
  phone
"""
    path.write_text("\n".join(kept) + "\n" + written, encoding="utf-8")
    assert len(stamp([pack])) == 5
    lint_clean(pack)
    text = path.read_text(encoding="utf-8")
    assert "# a remark, kept" in text
    assert "# another" in text
    assert texts_of(pack, "topic.owner.title")["en"] == "Owner:\nof the dog"
    assert texts_of(pack, "fact.Person.phone.label")["en"] == "Tele phone"
    assert texts_of(pack, "topic.dog.title")["en"] == "Dog, or {city}"


def test_stamp__takes_only_the_keys_it_is_told(pack: Path):
    for before, after in (
        ("topic.dog.title: 飼っている犬", "topic.dog.title: 犬たち"),
        ("topic.owner.title: 飼い主", "topic.owner.title: 飼い主さん"),
    ):
        spoil(pack, "texts/ja/texts.yaml", before, after)
    stamps = stamp([pack], only=lambda key: key.startswith("topic.dog"))
    assert {one.key for one in stamps} == {"topic.dog.title"}


def test_stamp__leaves_other_packs_alone(pack: Path):
    town = write_pack(pack.parent, name="town", files={"pack.yaml": TOWN})
    spoil(pack, "texts/ja/texts.yaml", "topic.dog.title: 飼っている犬", "topic.dog.title: 犬たち")
    assert stamp([town]) == ()
