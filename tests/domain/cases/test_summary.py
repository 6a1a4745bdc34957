"""What a list shows of a case."""

from dataclasses import replace

import pytest

from murakami.domain.cases.summary import full_name, summary_of
from tests.domain.cases.cast import COMPLETE
from tests.kernel.document.filed import document, name, with_value


@pytest.mark.parametrize(("about", "title"), [
    ("child", "葛󠄀城 一郎 ほか1名"), ("applicant", "葛󠄀城 花子"), ("spouse", "葛󠄀城 花子"), ("nobody", "葛󠄀城 花子")])
def test_summary_of__names_whom_it_is_about(about, title):
    assert summary_of(document(), about=about).title == title


def test_summary_of__one_child_is_named_alone():
    assert summary_of(with_value(document(), "child-2.name", None), about="child").title == "葛󠄀城 一郎"


def test_summary_of__names_whose_it_is_even_if_nobody_says():
    assert summary_of(document(), about="child").applicant_name == "葛󠄀城 花子"
    assert summary_of(replace(document(), whose=""), about="child").applicant_name == "葛󠄀城 花子"
    assert summary_of(replace(document(), topics=()), about="child").title == ""


def test_summary_of__is_found_in_other_characters_and_by_reading():
    text = summary_of(document(), about="child").search_text
    assert "葛城一郎" in text
    assert "ヤマダハナコ" in text


def test_summary_of__is_complete_when_nothing_is_owed():
    assert not summary_of(document(), about="child").is_complete
    assert summary_of(document(attachments=COMPLETE), about="child").is_complete


def test_full_name__is_as_filed():
    assert full_name(name("𠮷田", "太郎")) == "𠮷田 太郎"
    assert full_name(None) == ""
