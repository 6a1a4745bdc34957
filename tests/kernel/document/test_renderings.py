"""Review, differences and official form of a document."""

from dataclasses import replace

import pytest

from murakami.kernel.conditions import Situation, Truth
from murakami.kernel.document import (
    AttachmentRow,
    AttachmentState,
    ChangeKind,
    FormItem,
    FormRowKind,
    FormSource,
    SystemValue,
    change_texts,
    changed_keys,
    diff,
    form_rows,
    review_attachments,
    review_rows,
    row_value,
)
from murakami.kernel.facts import FactRef, ValueSource
from murakami.kernel.names import PersonName
from tests.kernel.document.filed import BANKBOOK, CARD, document, name, row, with_value


def test_review__shows_every_answer_in_the_language() -> None:
    applicant, children = review_rows(document(), "ja")
    assert [(item.label, item.text) for item in applicant.rows] == [
        ("nameの名", "葛󠄀城 花子（ヤマダ ハナコ）"),
        ("born_onの名", "1990年（平成2年）4月1日"),
        ("statusの名", "まだ"),
        ("phoneの名", ""),
    ]
    assert (children.title, children.subject) == ("お子さん", "一郎さん")
    assert applicant.rows[0].provenance.source is ValueSource.CARD
    english = review_rows(document(), "en")[0]
    assert (english.title, english.rows[1].text, english.rows[2].text) == ("Applicant", "1 April 1990", "Not yet")


def test_review__shows_what_came_of_each_attachment() -> None:
    bankbook, insurance = review_attachments(document(), "en")
    assert (bankbook.key, bankbook.label, bankbook.files) == ("attachment:bankbook", "通帳の写し", (BANKBOOK,))
    assert insurance.state is AttachmentState.LATER


def test_row_value__is_the_typed_value() -> None:
    filed = document()
    found = filed.find_row("me.name")
    empty = filed.find_row("me.phone")
    assert found is not None
    assert empty is not None
    assert row_value(found) == PersonName("葛󠄀城", "花子", "ヤマダ", "ハナコ")
    assert row_value(empty) is None


def test_diff__is_empty_for_the_same_answers() -> None:
    filed = document()
    again = replace(filed, filed_at="2026-12-01T00:00:00+09:00", version="e" * 64)
    assert diff(filed, again) == ()


def test_diff__does_not_count_who_said_it() -> None:
    filed = document()
    topic = filed.topics[0]
    other = replace(topic, rows=tuple(replace(item, provenance=CARD) for item in topic.rows))
    assert changed_keys(filed, replace(filed, topics=(other, filed.topics[1]))) == frozenset()


def test_diff__shows_an_answer_before_and_after() -> None:
    filed = document()
    corrected = with_value(filed, "child-1.born_on", "2026-11-04")
    (change,) = diff(filed, corrected)
    assert (change.kind, change.key) == (ChangeKind.CHANGED, "child-1.born_on")
    assert change_texts(change, "en") == ("3 November 2026", "4 November 2026")


def test_diff__shows_what_came_and_what_went() -> None:
    filed = document()
    children = filed.topics[1]
    added = row("child-3.name", "child", "person_name", name("葛󠄀城", "三郎"))
    corrected = replace(filed, topics=(filed.topics[0], replace(children, rows=(*children.rows[:2], added))))
    changes = {change.key: change for change in diff(filed, corrected)}
    assert {key: change.kind for key, change in changes.items()} == {
        "child-3.name": ChangeKind.ADDED,
        "child-2.name": ChangeKind.REMOVED,
    }
    assert change_texts(changes["child-3.name"], "ja")[0] == ""
    assert change_texts(changes["child-2.name"], "ja")[1] == ""


def test_diff__shows_files_that_were_handed_in_later() -> None:
    filed = document()
    photo = replace(BANKBOOK, sha256="b" * 64, name="保険証.jpg")
    came = AttachmentRow("insurance", {"ja": "保険証"}, "required", AttachmentState.PROVIDED, (photo,))
    corrected = replace(filed, attachments=(filed.attachments[0], came))
    (change,) = diff(filed, corrected)
    assert change.key == "attachment:insurance"
    assert change_texts(change, "ja") == ("", "保険証.jpg")


def test_diff__is_the_reverse_the_other_way_round() -> None:
    filed = document()
    corrected = with_value(filed, "me.status", "receiving")
    assert changed_keys(filed, corrected) == changed_keys(corrected, filed) == {"me.status"}
    assert change_texts(diff(filed, corrected)[0], "ja") == tuple(
        reversed(change_texts(diff(corrected, filed)[0], "ja"))
    )


def _from(*facts: str) -> tuple[FormSource, ...]:
    return tuple(FormSource(fact=FactRef.parse(fact)) for fact in facts)


@pytest.mark.parametrize(
    ("item", "kind", "text"),
    [
        (FormItem("氏名", _from("applicant.name"), ("family", "given")), FormRowKind.ANSWER, "葛󠄀城　花子"),
        (
            FormItem("フリガナ", _from("applicant.name"), ("family_kana", "given_kana")),
            FormRowKind.ANSWER,
            "ヤマダ　ハナコ",
        ),
        (FormItem("生年月日", _from("applicant.born_on")), FormRowKind.ANSWER, "平成2年4月1日"),
        (FormItem("状況", _from("applicant.status")), FormRowKind.ANSWER, "まだ"),
        (FormItem("状況", _from("applicant.status"), choices={"not_yet": "未受給"}), FormRowKind.ANSWER, "未受給"),
        (FormItem("電話", _from("applicant.phone")), FormRowKind.BLANK, ""),
        (FormItem("配偶者", _from("spouse.name")), FormRowKind.BLANK, ""),
        (FormItem("あて先", constant="村上市長"), FormRowKind.CONSTANT, "村上市長"),
        (FormItem("個人番号", staff="職員が補完"), FormRowKind.STAFF, ""),
        (FormItem("提出年月日", system=SystemValue.FILED_ON), FormRowKind.SYSTEM, "令和8年11月23日"),
        # The first that is known.
        (FormItem("名", _from("spouse.name", "applicant.name"), ("given",)), FormRowKind.ANSWER, "花子"),
        (FormItem("名", (*_from("spouse.name"), FormSource(constant="なし"))), FormRowKind.CONSTANT, "なし"),
        # One place for all children.
        (FormItem("児童", _from("child.name"), ("given",)), FormRowKind.ANSWER, "一郎、二郎"),
    ],
)
def test_form__prints_each_item(item: FormItem, kind: FormRowKind, text: str) -> None:
    (printed,) = form_rows(document(), [item])
    assert (printed.label, printed.kind, printed.text) == (item.label, kind, text)
    assert printed.note == (item.staff or "")


def test_form__prints_repeated_items_child_by_child() -> None:
    items = [
        FormItem("児童の氏名", _from("child.name"), ("given",), repeats="child"),
        FormItem("児童の生年月日", _from("child.born_on"), repeats="child"),
        FormItem("児童の住所", _from("child.residence", "applicant.born_on"), repeats="child"),
    ]
    assert [(printed.number, printed.instance, printed.text) for printed in form_rows(document(), items)] == [
        (1, "child-1", "一郎"),
        (1, "child-1", "令和8年11月3日"),
        (1, "child-1", "平成2年4月1日"),
        (2, "child-2", "二郎"),
        (2, "child-2", ""),
        (2, "child-2", "平成2年4月1日"),
    ]


def test_form__prints_nothing_for_a_role_that_nobody_has() -> None:
    assert form_rows(document(), [FormItem("配偶者", _from("spouse.name"), repeats="spouse")]) == ()


def test_form__counts_the_day_of_filing_in_japan() -> None:
    late_at_night = document(filed_at="2026-11-22T15:30:00+00:00")
    (printed,) = form_rows(late_at_night, [FormItem("提出年月日", system=SystemValue.FILED_ON)])
    assert printed.text == "令和8年11月23日"


def test_form__prints_an_item_only_under_its_condition() -> None:
    def born_first(situation: Situation) -> Truth:
        (child,) = situation.roles["child"] or ()
        return Truth.TRUE if situation.facts[(child, "name")].given == "一郎" else Truth.FALSE  # type: ignore[attr-defined]

    whole = FormItem("第1子", _from("child.name"), ("given",), repeats="child", when=born_first)
    assert [printed.text for printed in form_rows(document(), [whole])] == ["一郎"]
    source = FormSource(fact=FactRef("child", "name"), when=born_first)
    part = FormItem("第1子", (source, FormSource(constant="－")), ("given",), repeats="child")
    assert [printed.text for printed in form_rows(document(), [part])] == ["一郎", "－"]
