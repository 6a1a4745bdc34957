"""What the packs of this repository say: clean, sourced, in three languages, the national apart from the municipal."""

from collections.abc import Iterator

import pytest

from murakami.domain.procedures.catalogue import Catalogue
from murakami.domain.procedures.formats.guidance import LIFE_EVENTS
from murakami.domain.procedures.formats.procedures import PROCEDURES, ProcedureFile
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.linting import LintReport, lint
from murakami.kernel.languages import LANGUAGES
from tests.packs.conftest import PACKS

NATIONAL = {
    "birth-registration",
    "child-allowance-claim",
    "child-allowance-increase",
    "data-correction",
    "data-disclosure",
    "data-suspension",
    "expectant-mother-benefit",
    "mandate-by-document",
    "moving-out",
    "national-health-insurance-child",
    "pregnancy-notification",
}
MUNICIPAL = {"child-medical-subsidy", "nursery-application", "bidder-qualification-goods"}
NO_DISPOSITION = {"bidder-qualification-goods"}  # who may bid is a matter of contracts: no 審査請求
CITY_HALL = "0254-53-2111"


def procedures_of(library: Library, pack: str) -> dict[str, ProcedureFile]:
    entries = library.entries(PROCEDURES)
    return {entry.model.procedure: entry.model for entry in entries if pack in entry.packs}


def online(catalogue: Catalogue) -> Iterator[ProcedureVersion]:
    return (version for version in catalogue.procedures.values() if version.is_online)


def test_packs__have_no_problem(report: LintReport):
    assert [str(problem) for problem in report.problems] == []
    assert report.is_complete


def test_standard__stands_alone_for_another_town():
    report = lint([PACKS / "standard"])
    assert [str(problem) for problem in report.problems] == []
    (birth,) = [entry.model for entry in report.library.entries(LIFE_EVENTS) if entry.model.life_event == "birth"]
    assert {offer.procedure for offer in birth.offers} <= NATIONAL


def test_standard__names_no_town():
    named = [path.name for path in (PACKS / "standard").rglob("*.yaml") if "村上" in path.read_text(encoding="utf-8")]
    assert named == []


def test_packs__keep_the_national_apart_from_the_municipal(library: Library):
    assert set(procedures_of(library, "standard")) == NATIONAL
    assert set(procedures_of(library, "murakami")) == MUNICIPAL
    assert procedures_of(library, "murakami")["child-medical-subsidy"].regime.basis == "ordinance"
    assert all(one.regime.basis == "law" for one in procedures_of(library, "standard").values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_procedures__say_who_until_when_and_what_comes_of_it(catalogue: Catalogue, lang: str):
    for version in catalogue.procedures.values():
        for word in ("title", "short", "summary", "who", "deadline", "bring", "result"):
            assert version.text(word, lang), (version.id, word)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_questions__say_why_they_are_asked(catalogue: Catalogue, lang: str):
    for version in online(catalogue):
        for ask in version.asks:
            for fact in ask.facts:
                key = f"fact.{version.roles[fact.ref.role].kind}.{fact.ref.fact}.why"
                assert version.text(key, lang), (version.id, key)


def test_texts__name_the_city_instead_of_a_placeholder(catalogue: Catalogue):
    birth = catalogue.life_events["birth"]
    labels = [birth.fact_text("Person", "lives_in_city")[lang] for lang in ("ja", "ja-easy", "en")]
    for label, city in zip(labels, ("村上市", "村上市（むらかみし）", "Murakami City"), strict=True):
        assert city in label
    texts = [
        text for version in catalogue.procedures.values() for one in version.texts.values() for text in one.values()
    ]
    assert not [text for text in texts if "{city}" in text]


def test_forms__name_the_source_of_every_item(catalogue: Catalogue):
    for version in online(catalogue):
        assert version.form is not None, version.id
        assert version.form.source, version.id
        for item in version.form.items:
            assert item.source, (version.id, item.label)


def test_forms__accept_unverified_items_only_with_a_reason(library: Library):
    for entry in library.entries(PROCEDURES):
        form = entry.model.form
        if form is not None and any(item.evidence == "unverified" for item in form.items):
            assert form.unverified_accepted, entry.model.procedure
            assert "突き合わせ" in form.unverified_accepted


def test_forms__never_ask_for_an_individual_number(catalogue: Catalogue):
    items = [(v.id, item) for v in online(catalogue) if v.form for item in v.form.items if "個人番号" in item.label]
    assert len(items) >= 6
    assert [(name, item.label) for name, item in items if item.staff is None] == []
    facts = {fact.ref.fact for version in online(catalogue) for ask in version.asks for fact in ask.facts}
    assert not facts & {"individual_number", "my_number"}


def test_forms__print_every_answer_that_is_asked_of_the_person(catalogue: Catalogue):
    """What is asked is printed, decides about something, or is the person's own remark: nothing is asked for nothing."""
    unprinted = set()
    for version in online(catalogue):
        assert version.form is not None
        printed = {(s.fact.role, s.fact.fact) for item in version.form.items for s in item.sources if s.fact}
        asked = {(fact.ref.role, fact.ref.fact) for ask in version.asks for fact in ask.facts}
        used = {(p.ref.role, p.ref.fact) for p in version.predicates.values()}
        unprinted |= {(version.id, *ref) for ref in asked - printed - used}
    assert unprinted == set()


def test_applications__promise_a_period_and_tell_of_remedies(catalogue: Catalogue):
    for version in online(catalogue):
        assert version.standard_period is not None, version.id
        assert version.retention_years is not None, version.id
        assert version.checklist, version.id
        assert "acknowledgement" in version.letters, version.id
        if version.kind == "application":
            assert {"granted", "refused"} <= set(version.letters), version.id
            assert version.regime.remedies.told or version.id in NO_DISPOSITION, version.id
            assert version.approval == ("unit_head",), version.id


def test_units__answer_for_every_procedure_with_the_one_known_number(catalogue: Catalogue):
    assert {version.unit for version in catalogue.procedures.values()} == {"kodomo", "hoken", "shimin", "somu"}
    phones = {unit.phone for unit in catalogue.units.values() if unit.phone}
    phones |= {office.phone for unit in catalogue.units.values() for office in unit.offices if office.phone}
    assert phones == {CITY_HALL}
    kodomo = catalogue.units["kodomo"]
    assert [office.name.split("所")[0] + "所" for office in kodomo.offices] == [
        "市役所",
        "荒川支所",
        "神林支所",
        "朝日支所",
        "山北支所",
    ]
    assert all(office.place for office in kodomo.offices)


def test_synonyms__find_what_people_say(catalogue: Catalogue):
    for said, meant in {
        "子ども手当": "child-allowance-claim",
        "病院代": "child-medical-subsidy",
        "保育園": "nursery-application",
        "国保": "national-health-insurance-child",
        "出産祝い金": "expectant-mother-benefit",
        "母子手帳": "pregnancy-notification",
        "赤ちゃん": "birth",
        "出生届": "birth-registration",
    }.items():
        assert meant in [hit.id for hit in catalogue.index.find(said)][:3], said
