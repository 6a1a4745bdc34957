"""A tiny policy in two editions, complete and right, that tests write into a pack and then spoil in one place."""

from collections.abc import Mapping
from pathlib import Path

EDITIONS: Mapping[str, str] = {
    "programme/edition-1.0.yaml": """\
edition: "1.0"
title: 見本町DX推進方針
version_title: 第1.0版
status: adopted
dated: "2022-03"
period: {from: "2022", until: "2024"}
source: {title: 見本町DX推進方針 第1.0版}
vision: {name: スマート見本, text: だれもが使える町にします。}
principles: [{code: digital-first, name: デジタルファースト, text: デジタルで完結します。}]
articles: [{number: "1", text: 利用者のニーズから出発する}]
glossary: [{term: ICT, reading: アイシーティ, text: 情報通信技術。}]
organisation: [{code: headquarters, name: DX推進本部, role: 方向を決めます。, chaired_by: 町長}]
texts:
  - id: "1"
    title: 背景
    body: |
      人口が減っています。

      手続は窓口でします。
pillars:
  - {code: "1", title: 土台づくり}
  - code: "2"
    title: 自治体DX
    groups: [{code: "2-1", number: （1）, title: 便利な行政, text: 便利にします。}]
initiatives:
  - {code: "1-1", group: "1", number: ①, title: 機運醸成, text: 研修をします。}
  - {code: "2-1-1", group: "2-1", number: ①, title: 窓口改革, text: 待たない窓口にします。}
  - {code: "2-1-2-meetings", group: "2-1", number: ②, title: 会議改革, text: 会議を短くします。}
  - {code: "2-1-3-paperless", group: "2-1", number: ③, title: ペーパーレス, text: 紙をへらします。}
schedules:
  - figure: "3.2-1"
    title: スケジュール
    years: ["2022", "2023", "2024"]
    rows:
      - {heading: 1 土台づくり}
      - {initiative: "1-1", label: ① 機運醸成, bars: [{from: "2022", until: "2024", text: 研修}]}
      - {initiative: "2-1-1", label: ① 窓口改革, bars: [{from: "2023", until: "2023", text: 準備}]}
""",
    "programme/edition-1.1.yaml": """\
edition: "1.1"
title: 見本町DX推進方針
version_title: 第1.1版
status: adopted
source_mark: 案
dated: "2023-07"
based_on: "1.0"
period: {from: "2022", until: "2024"}
source: {title: 見本町DX推進方針 第1.1版}
vision: {name: スマート見本, text: だれもが使える町にします。}
principles: [{code: digital-first, name: デジタルファースト, text: デジタルで完結します。}]
articles: [{number: "1", text: 利用者のニーズから出発する}]
glossary:
  - {term: ICT, reading: アイシーティ, text: 情報通信技術。}
  - {term: フロントヤード, text: 住民と行政との接点。}
organisation: [{code: headquarters, name: DX推進本部, role: 方向を決めます。, chaired_by: 町長}]
texts:
  - id: "1"
    title: 背景
    body: |
      人口が減っています。

      手続は家からもできます。
pillars:
  - {code: "1", title: 土台づくり}
  - code: "2"
    title: 自治体DX
    groups: [{code: "2-1", number: （1）, title: 便利な行政, text: 便利にします。}]
initiatives:
  - {code: "1-1", group: "1", number: ①, title: 機運醸成と人材育成, table_title: 意識醸成と人材育成, text: 研修をします。}
  - {code: "2-1-1", group: "2-1", number: ①, title: フロントヤード改革, text: 書かない、待たない窓口にします。}
  - {code: "2-1-2", group: "2-1", number: ②, title: ペーパーレス・会議改革, text: 紙をへらし、会議を短くします。}
  - code: "2-1-3"
    group: "2-1"
    number: ③
    title: eLTAXの活用
    text: 納付を便利にします。
    plain: {ja: 家から納められます。, easy: 家（いえ）から払（はら）えます。, en: Pay from home.}
schedules:
  - figure: "3.2-1"
    title: スケジュール
    years: ["2022", "2023", "2024"]
    rows:
      - {heading: 1 土台づくり}
      - {initiative: "1-1", label: ① 機運醸成と人材育成, bars: [{from: "2022", until: "2024", text: 研修}]}
      - {part_of: "2-1-1", label: キャッシュレス, bars: [{from: "2022", until: "2022", text: 準備}, {from: "2023", until: "2024", text: 導入}]}
  - figure: "3.1-1"
    title: 国のスケジュール
    years: ["2021", "2022"]
    rows:
      - {group: 体制, label: 体制の構築, bars: [{from: "2021", until: "2021", text: 構築}, {from: "2021", until: "2022", text: 人材の確保}]}
---
lineage: "1.0 -> 1.1"
from: "1.0"
to: "1.1"
steps:
  - {kind: renamed, from: ["1-1"], to: ["1-1"]}
  - {kind: renamed, from: ["2-1-1"], to: ["2-1-1"], rewritten: "yes", note: 言い方が変わった。}
  - {kind: merged, from: [2-1-2-meetings, 2-1-3-paperless], to: ["2-1-2"], note: 一つにした。}
  - {kind: added, to: ["2-1-3"]}
---
findings: "1.1"
items:
  - {id: f01, kind: recognition, where: [図表3.2-1], printed: デジタルデバйд, read: デジタルデバイド, reason: 文字認識の誤り。}
""",
}
NEWER = "programme/edition-1.1.yaml"
OLDER = "programme/edition-1.0.yaml"


def add_policy(pack: Path) -> None:
    """Write both editions into a pack."""
    for name, content in EDITIONS.items():
        path = pack / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
