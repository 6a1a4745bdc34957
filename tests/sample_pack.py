"""A tiny pack, complete and right, that tests write into a directory and then spoil in one place."""

from collections.abc import Mapping
from pathlib import Path

from murakami.foundation.packs.linting import LintReport, lint
from murakami.foundation.packs.problems import Problem
from murakami.foundation.packs.stamping import stamp

FILES: Mapping[str, str] = {
    "pack.yaml": """\
pack: sample
version: 0.1.0
title: 見本の町
needs: []
municipality: {code: "990001", name: 見本町, name_easy: 見本町（みほんちょう）, name_en: Sample Town, receipt_prefix: SM, prefecture: 見本県}
initiatives: ["2-1-1"]
""",
    "kinds/person.yaml": """\
kind: Person
facts:
  name: {type: person_name, sensitivity: personal, gif: 個人.氏名, sources: [card, resident]}
  born_on: {type: date, options: {latest: today}, sensitivity: personal}
  phone: {type: phone, sensitivity: personal}
  keeps_dog: {type: yes_no}
  got_dog_on: {type: date, sensitivity: personal}
  dogs: {type: integer, options: {min: "1", max: "9"}}
  size: {type: choice, options: {choices: [small, large]}}
""",
    "topics/topics.yaml": """\
topics:
  owner: {order: 10}
  dog: {order: 20}
""",
    "predicates/dogs.yaml": """\
roles: {owner: Person}
predicates:
  keeps_dog: {fact: owner.keeps_dog, is: "yes"}
  several_dogs: {fact: owner.dogs, at_least: "2"}
  dog_is_large: {fact: owner.size, is: large}
""",
    "procedures/dog-registration.yaml": """\
procedure: dog-registration
kind: application
where: online
regime:
  basis: law
  articles: [狂犬病予防法4条1項]
  criteria: 狂犬病予防法4条2項
  remedies: {told: "no"}
unit: kankyo
whose: owner
roles: {owner: Person}
asks:
  - {topic: owner, facts: [owner.name, owner.born_on, {fact: owner.phone, required: "no"}]}
  - topic: dog
    facts:
      - owner.got_dog_on
      - owner.dogs
      - {fact: owner.size, when: several_dogs}
attachments:
  - {id: photo, about: owner, need: copy, accept: [image], when: dog_is_large}
fee: {yen: "3000"}
deadline: {within: "30", unit: days, from: owner.got_dog_on}
standard_period: {working_days: "10"}
steps: {checklist: [tag_ready], approval: [unit_head]}
form:
  title: 犬の登録申請書
  items:
    - {label: 氏名, from: owner.name, parts: [family, given], evidence: law, source: 狂犬病予防法施行規則3条}
    - {label: 犬の数, from: owner.dogs, evidence: law, source: 狂犬病予防法施行規則3条}
    - {label: 鑑札の番号, staff: 職員が書き足す, evidence: law, source: 狂犬病予防法施行規則3条}
letters: {granted: dog-registered, refused: dog-refused}
retention: {years: "5"}
""",
    "life_events/new-dog.yaml": """\
life_event: new-dog
order: 10
icon: paw
cast: {me: Person}
offers:
  - procedure: dog-registration
    when: me_keeps_dog
    bind: {owner: me}
""",
    "predicates/guide.yaml": """\
roles: {me: Person}
predicates:
  me_keeps_dog: {fact: me.keeps_dog, is: "yes"}
""",
    "letters/letters.yaml": """\
letter: dog-registered
title: 犬の登録のお知らせ
body: ["{decided_on}に犬を登録しました。"]
---
letter: dog-refused
title: 犬の登録ができないお知らせ
body: ["次の理由により、登録できません。"]
""",
    "units/units.yaml": """\
units:
  kankyo: {name: 環境課, phone: 0254-00-0000, place: 役場1階, offices: [{name: 役場, hours: 平日8時30分から}]}
""",
    "calendars/closures.yaml": """\
calendar: town-hall
closures:
  - {on: 2027-01-04, title: 開町記念日}
""",
    "synonyms/words.yaml": """\
synonyms:
  dog-registration: [鑑札, いぬ]
  new-dog: [ペット]
""",
    "trials/dogs.yaml": """\
trials:
  - name: 犬を飼いはじめた人
    life_event: new-dog
    today: 2026-11-23
    people: {me: [me]}
    answers: {me.keeps_dog: "yes", me.got_dog_on: 2026-11-03}
    expect:
      applies: [dog-registration]
      due: {dog-registration: 2026-12-03}
      whose: {dog-registration: me}
      questions_at_most: 2
""",
    "texts/ja/texts.yaml": """\
kind.Person.title: 人の情報
fact.Person.name.label: 氏名を書いてください
fact.Person.born_on.label: 生年月日
fact.Person.phone.label: 電話番号
fact.Person.keeps_dog.label: 犬を飼っていますか
fact.Person.got_dog_on.label: 犬を飼いはじめた日
fact.Person.dogs.label: 飼っている犬の頭数
fact.Person.size.label: 犬の大きさ
choice.Person.size.small: 小型の犬
choice.Person.size.large: 大型の犬
topic.owner.title: 飼い主
topic.dog.title: 飼っている犬
predicate.keeps_dog.yes: 犬を飼っています
predicate.keeps_dog.no: 犬を飼っていません
predicate.several_dogs.yes: 犬を2頭以上飼っています
predicate.several_dogs.no: 飼っている犬は1頭です
predicate.dog_is_large.yes: 大型の犬です
predicate.dog_is_large.no: 小型の犬です
predicate.me_keeps_dog.yes: 犬を飼いはじめました
predicate.me_keeps_dog.no: 犬を飼っていません
procedure.dog-registration.title: 犬の登録申請
procedure.dog-registration.summary: 犬を飼いはじめた人が、{city}に登録を申請します。
attachment.dog-registration.photo.label: 犬の写真の写し
check.tag_ready.label: 鑑札を用意した
life_event.new-dog.title: 犬を飼う
life_event.new-dog.summary: 犬を飼いはじめたときの手続です。
role.new-dog.me.title: あなた自身
""",
    "texts/easy/texts.yaml": """\
kind.Person.title: 人（ひと）のこと
fact.Person.name.label: 名前（なまえ）
fact.Person.born_on.label: 生まれた日
fact.Person.phone.label: 電話（でんわ）の番号
fact.Person.keeps_dog.label: 犬（いぬ）がいますか
fact.Person.got_dog_on.label: 犬（いぬ）が家に来た日
fact.Person.dogs.label: 犬（いぬ）は何匹いますか
fact.Person.size.label: {same: "yes"}
choice.Person.size.small: 小さい犬（いぬ）
choice.Person.size.large: 大きい犬（いぬ）
topic.owner.title: 犬（いぬ）の家の人
topic.dog.title: 犬（いぬ）のこと
predicate.keeps_dog.yes: 犬（いぬ）がいます
predicate.keeps_dog.no: 犬（いぬ）はいません
predicate.several_dogs.yes: 犬（いぬ）が2匹より多くいます
predicate.several_dogs.no: 犬（いぬ）は1匹です
predicate.dog_is_large.yes: 大きい犬（いぬ）です
predicate.dog_is_large.no: 小さい犬（いぬ）です
predicate.me_keeps_dog.yes: 犬（いぬ）が来ました
predicate.me_keeps_dog.no: 犬（いぬ）はいません
procedure.dog-registration.title: 犬（いぬ）の登録（とうろく）
procedure.dog-registration.summary: 犬（いぬ）が来たら、{city}に教えてください。
attachment.dog-registration.photo.label: 犬（いぬ）の写真（しゃしん）
life_event.new-dog.title: 犬（いぬ）が来た
life_event.new-dog.summary: 犬（いぬ）が来たときにすることです。
role.new-dog.me.title: あなた
letter.dog-registered.title: 犬（いぬ）の登録が終わりました
letter.dog-refused.title: 犬（いぬ）の登録ができません
unit.kankyo.name: 環境課（かんきょうか）
""",
    "texts/en/texts.yaml": """\
kind.Person.title: Person
fact.Person.name.label: Name
fact.Person.born_on.label: Date of birth
fact.Person.phone.label: Telephone
fact.Person.keeps_dog.label: Do you have a dog?
fact.Person.got_dog_on.label: The day your dog came
fact.Person.dogs.label: Number of dogs
fact.Person.size.label: Size of the dog
choice.Person.size.small: Small
choice.Person.size.large: Large
topic.owner.title: Owner
topic.dog.title: Dog
predicate.keeps_dog.yes: You have a dog
predicate.keeps_dog.no: You have no dog
predicate.several_dogs.yes: You have two dogs or more
predicate.several_dogs.no: You have one dog
predicate.dog_is_large.yes: The dog is large
predicate.dog_is_large.no: The dog is small
predicate.me_keeps_dog.yes: You have a new dog
predicate.me_keeps_dog.no: You have no dog
procedure.dog-registration.title: Register a dog
procedure.dog-registration.summary: Tell {city} when you get a dog.
attachment.dog-registration.photo.label: A picture of the dog
life_event.new-dog.title: A new dog
life_event.new-dog.summary: What to do when you get a dog.
role.new-dog.me.title: You
letter.dog-registered.title: Your dog is registered
letter.dog-refused.title: Your dog cannot be registered
unit.kankyo.name: Environment Division
""",
}

PROCEDURE = "procedures/dog-registration.yaml"


def write_pack(root: Path, *, name: str = "sample", files: Mapping[str, str] = FILES) -> Path:
    """Write a pack below a directory, stamped, and return its path."""
    pack = root / name
    for file, content in files.items():
        path = pack / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    stamp([pack])
    return pack


def spoil(pack: Path, file: str, right: str, wrong: str) -> int:
    """Write something wrong into a file, in the place of something right; return the line."""
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert text.count(right) == 1, (right, text.count(right))
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    return text[: text.index(right)].count("\n") + 1


def lint_one(pack: Path) -> Problem:
    """Lint a pack that has exactly one problem, and return it."""
    report = lint([pack])
    assert len(report.problems) == 1, "\n".join(map(str, report.problems))
    return report.problems[0]


def lint_clean(pack: Path) -> LintReport:
    """Lint a pack that has no problem."""
    report = lint([pack])
    assert report.is_clean, "\n".join(map(str, report.problems))
    return report
