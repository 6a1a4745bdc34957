"""Where a known value comes from, in words."""

from datetime import date

import pytest
from django.utils.translation import override

from murakami.interfaces.components.source_note import provenance_words, source_note
from murakami.kernel.facts import Assurance, Provenance, ValueSource

TODAY = date(2026, 11, 23)
AT = "2026-11-03T09:00:00+09:00"


@pytest.mark.parametrize("source", [one for one in ValueSource if one is not ValueSource.RESIDENT])
@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_source_note__speaks_of_every_source_in_every_language(source: ValueSource, language: str) -> None:
    with override("ja"):
        japanese = source_note(Provenance(source, at=AT), today=TODAY)
    with override(language):
        note = source_note(Provenance(source, at=AT), today=TODAY)
    assert note
    assert "{" not in note
    assert (note == japanese) is (language == "ja")


def test_source_note__is_silent_about_what_the_resident_typed() -> None:
    assert source_note(Provenance(ValueSource.RESIDENT, at=AT), today=TODAY) == ""


def test_source_note__adds_the_year_when_it_is_another() -> None:
    earlier = Provenance(ValueSource.EARLIER_FILING, at="2025-06-02T10:00:00+09:00")
    assert source_note(earlier, today=TODAY) == "前に出した手続から（2025年6月2日）"
    with override("en"):
        assert source_note(earlier, today=TODAY) == "From what you sent before (2 Jun 2025)"


@pytest.mark.parametrize(
    ("source", "assurance", "words"),
    [
        (ValueSource.RESIDENT, Assurance.ASSERTED, "本人の申告"),
        (ValueSource.PROXY, Assurance.ASSERTED, "代理人の申告"),
        (ValueSource.CARD, Assurance.VERIFIED, "マイナンバーカードで確認"),
        (ValueSource.REGISTER, Assurance.VERIFIED, "住民記録で確認"),
        (ValueSource.EARLIER_FILING, Assurance.ASSERTED, "前の申請"),
        (ValueSource.STAFF, Assurance.ASSERTED, "職員の入力"),
    ],
)
def test_provenance_words__tells_a_clerk_who_said_it(source: ValueSource, assurance: Assurance, words: str) -> None:
    assert provenance_words(Provenance(source, at=AT, assurance=assurance)) == words
