"""What lint finds in the editions of a policy: place, sentence and mend."""

from pathlib import Path

import pytest

from murakami.foundation.packs.linting import lint
from tests.sample_pack import lint_clean, spoil, write_pack
from tests.sample_policy import NEWER, OLDER, add_policy


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The sample pack with a policy."""
    pack = write_pack(tmp_path)
    add_policy(pack)
    return pack


def test_lint__takes_a_policy_that_is_right(pack: Path) -> None:
    lint_clean(pack)


@pytest.mark.parametrize(("file", "right", "wrong", "problem", "mend"), [
    (OLDER, 'edition: "1.0"\n', "edition: first\n", "「first」はここに書ける形ではありません。", "2.3"),
    (OLDER, 'dated: "2022-03"', 'dated: "2022-13"', "「2022-13」はここに書ける形ではありません。", "2024-07"),
    (OLDER, 'code: "1-1", group', 'code: one, group', "「one」はここに書ける形ではありません。", "2-1-1"),
    (OLDER, "status: adopted", "status: adoptd", "「adoptd」は選べません。", "「adopted」"),
    (OLDER, "{heading: 1 土台づくり}", "{heading: 1 土台づくり, label: 土台}", "見出しの行に、予定が書かれています。", "別の行"),
    (OLDER, "{heading: 1 土台づくり}", '{initiative: "1-1"}', "行の名前がありません。", "label"),
    (OLDER, 'code: "2-1-1", group: "2-1", number: ①', 'code: "1-1", group: "2-1", number: ①', "「1-1」が二度書かれています。", "片方"),
    (OLDER, 'number: ②, title: 会議改革', 'number: ①, title: 会議改革', "「2-1 ①」が二度書かれています。", "片方"),
    (OLDER, 'code: "1-1", group: "1"', 'code: "1-1", group: "2"', "取組 1-1 の見出し「2」がありません。", "2-1"),
    (OLDER, 'period: {from: "2022", until: "2024"}', 'period: {from: "2024", until: "2022"}', "期間の終わりが、はじめより前です。", "入れ替え"),
    (OLDER, 'period: {from: "2022"', 'period: {from: "2023"', "図表3.2-1 の年度が、方針の期間（2023～2024）からはみ出しています。", "period"),
    (OLDER, 'years: ["2022", "2023", "2024"]', 'years: ["2022", "2024", "2023"]', "年度が一年ずつ続いていません。", "一年ずつ"),
    (OLDER, 'initiative: "2-1-1"', 'initiative: "2-1-9"', "「2-1-9」という取組は、この版にありません。", "2-1-1"),
    (NEWER, 'part_of: "2-1-1"', 'part_of: "2-1-9"', "「2-1-9」という取組は、この版にありません。", "2-1-"),
    (OLDER, '{from: "2023", until: "2023", text: 準備}', '{from: "2023", until: "2022", text: 準備}', "予定の終わりが、はじめより前です。", "入れ替え"),
    (OLDER, '{from: "2023", until: "2023", text: 準備}', '{from: "2023", until: "2025", text: 準備}',
     "2025 は、この表の年度（2022～2024）にありません。", "年度"),
    (NEWER, 'based_on: "1.0"', 'based_on: "0.9"', "もとの版「0.9」がありません。", "1.0"),
    (OLDER, 'dated: "2022-03"', 'dated: "2022-03"\nbased_on: "1.1"', "もとの版 1.1 が、この版 1.0 より前ではありません。", "前の版"),
    (OLDER, "待たない窓口にします。", "デジタルデバйд対策にします。",
     "「デジタルデバйд対策にします」に、ほかの文字が混じっています：й（U+0439）、д（U+0434）。", "findings"),
    (NEWER, '{kind: added, to: ["2-1-3"]}', '{kind: added, from: ["1-1"], to: ["2-1-3"]}', "added の from の数が合いません。", "なし"),
    (NEWER, "{kind: merged, from: [2-1-2-meetings, 2-1-3-paperless]", "{kind: split, from: [2-1-2-meetings, 2-1-3-paperless]",
     "split の from の数が合いません。", "一つ"),
    (NEWER, "from: [2-1-2-meetings, 2-1-3-paperless]", "from: [2-1-2-meeting, 2-1-3-paperless]",
     "「2-1-2-meeting」という取組は、1.0 にありません。", "「2-1-2-meetings」"),
    (NEWER, '  - {kind: added, to: ["2-1-3"]}\n', "", "1.1 の取組 2-1-3「eLTAXの活用」がどうなったか、書かれていません。", "to に"),
    (NEWER, '  - {kind: renamed, from: ["1-1"], to: ["1-1"]}\n', "", "1.0 の取組 1-1「機運醸成」がどうなったか、書かれていません。", "from に"),
    (NEWER, 'lineage: "1.0 -> 1.1"\nfrom: "1.0"', 'lineage: "1.0 -> 1.1"\nfrom: "0.9"', "「0.9」という版はありません。", "1.0"),
    (NEWER, 'findings: "1.1"', 'findings: "1.2"', "「1.2」という版はありません。", "1.1"),
    (NEWER, "kind: recognition", "kind: recogniton", "「recogniton」は選べません。", "「recognition」"),
    (NEWER, 'findings: "1.1"\n', 'findings: "1.1"\nreader: 私\n', "ここに「reader」という見出しはありません。", "items"),
])  # fmt: skip
def test_lint__names_the_place_and_the_mend(pack: Path, file: str, right: str, wrong: str, problem: str, mend: str) -> None:
    line = spoil(pack, file, right, wrong)
    found = next((one for one in lint([pack]).problems if problem == one.problem), None)
    assert found is not None, [one.problem for one in lint([pack]).problems]
    assert found.file == f"sample/{file}"
    assert abs(found.line - line) <= 30  # what does not fit together is named where it is mended
    assert mend in found.mend
    assert found.problem_en.endswith(".")
    assert found.mend_en


@pytest.mark.parametrize(("right", "wrong"), [
    ("{kind: added, to: [\"2-1-3\"]}", "{kind: added, to: [\"2-1-9\"]}"), ("title: フロントヤード改革", "title: フロントヤードд改革"),
    ('group: "2-1"\n', 'group: "2-7"\n')])
def test_lint__names_the_very_line(pack: Path, right: str, wrong: str) -> None:
    line = spoil(pack, NEWER, right, wrong)
    assert (f"sample/{NEWER}", line) in {(one.file, one.line) for one in lint([pack]).problems}


def test_lint__wants_a_lineage_for_every_step(pack: Path) -> None:
    text = (pack / NEWER).read_text(encoding="utf-8")
    (pack / NEWER).write_text(text[: text.index("---\nlineage")] + text[text.index("---\nfindings"):], encoding="utf-8")
    assert "1.0 から 1.1 への対応（lineage）がありません。" in {one.problem for one in lint([pack]).problems}


def test_lint__refuses_an_edition_that_is_written_twice(pack: Path) -> None:
    (pack / "programme/again.yaml").write_text((pack / OLDER).read_text(encoding="utf-8"), encoding="utf-8")
    assert any("edition 1.0" in one.problem for one in lint([pack]).problems)
