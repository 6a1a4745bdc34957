"""Published documents: self-contained, canonical, one descending from the other, never overwritten silently."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from murakami.domain.procedures.compiling import compile_library
from murakami.domain.procedures.documents import DefinitionDocument, DocumentKind
from murakami.domain.procedures.models import Generation, Head, PublishedDocument
from murakami.domain.procedures.operations import PACKS, NotBasedOnHead, Published, publish
from murakami.domain.procedures.queries import VersionNotFound, get_version, list_catalogue
from murakami.foundation.packs.linting import lint
from murakami.foundation.packs.loading import load
from murakami.foundation.packs.registry import ChangeKind, LoadConflict, LoadOrder
from murakami.kernel.json_values import canonical_json, sha256_of
from tests.sample_pack import FILES, PROCEDURE, lint_clean, spoil, write_pack

DOGS = {"kind": DocumentKind.PROCEDURE, "doc_id": "dog-registration"}


def documents_of(pack: Path) -> dict[tuple[str, str], DefinitionDocument]:
    return {(one.kind.value, one.id): one for one in compile_library(lint_clean(pack).library)}


def changed_procedure(document: DefinitionDocument, **changes: object) -> DefinitionDocument:
    content = json.loads(canonical_json(document.content))
    content["procedure"].update(changes)
    return DefinitionDocument(document.kind, document.id, content)


def test_compile__makes_a_document_that_needs_no_other(pack: Path):
    content = documents_of(pack)["procedure", "dog-registration"].content
    assert set(content["kinds"]["Person"]) == {"name", "born_on", "phone", "got_dog_on", "dogs", "size"}
    assert set(content["predicates"]) == {"several_dogs", "dog_is_large"}
    assert content["topics"] == {"owner": 10, "dog": 20}
    assert content["letters"] == {
        "dog-refused": ["次の理由により、登録できません。"], "dog-registered": ["{decided_on}に犬を登録しました。"]}  # fmt: skip
    assert content["texts"]["check.tag_ready.label"] == {"ja": "鑑札を用意した"}
    assert content["texts"]["predicate.several_dogs.no"]["en"] == "You have one dog"
    assert content["kinds"]["Person"]["size"]["options"]["labels"]["large"]["ja"] == "大型の犬"
    assert "fact.Person.keeps_dog.label" not in content["texts"]


def test_compile__fills_the_name_of_the_town_into_every_language(pack: Path):
    texts = documents_of(pack)["procedure", "dog-registration"].content["texts"]
    assert texts["procedure.dog-registration.summary"] == {
        "ja": "犬を飼いはじめた人が、見本町に登録を申請します。",
        "ja-easy": "犬（いぬ）が来たら、見本町（みほんちょう）に教えてください。",
        "en": "Tell Sample Town when you get a dog.",
    }


def test_compile__is_plain_json_with_the_sha256_of_its_canonical_text(pack: Path):
    for document in documents_of(pack).values():
        assert json.loads(canonical_json(document.content)) == document.content
        assert document.sha == sha256_of(document.content)


def test_compile__gives_equal_documents_for_equal_packs_and_others_only_where_something_changed(pack: Path):
    before = documents_of(pack)
    assert {key: one.sha for key, one in documents_of(pack).items()} == {key: one.sha for key, one in before.items()}
    spoil(pack, PROCEDURE, 'fee: {yen: "3000"}', 'fee: {yen: "3500"}  # since April')
    after = documents_of(pack)
    assert {key for key in before if before[key].sha != after[key].sha} == {("procedure", "dog-registration")}


@pytest.mark.django_db
def test_publish__refuses_what_does_not_descend_from_the_head(pack: Path, at: datetime):
    document = documents_of(pack)["procedure", "dog-registration"]
    dearer = changed_procedure(document, fee={"yen": 3500})
    assert publish(document=document, based_on=None, publisher="somebody", at=at) == Published(None, document.sha)
    with pytest.raises(NotBasedOnHead) as refused:
        publish(document=dearer, based_on=None, publisher="somebody", at=at)
    assert (refused.value.based_on, refused.value.head) == (None, document.sha)
    with pytest.raises(NotBasedOnHead):
        publish(document=dearer, based_on="0" * 64, publisher="somebody", at=at)
    assert publish(document=dearer, based_on=document.sha, publisher="somebody", at=at).after == dearer.sha
    assert Head.objects.get(**DOGS).sha == dearer.sha


@pytest.mark.django_db
def test_publish__keeps_every_document_and_the_time_it_was_the_head(pack: Path, at: datetime):
    document = documents_of(pack)["procedure", "dog-registration"]
    dearer, later, latest = (
        changed_procedure(document, fee={"yen": 3500}),
        at + timedelta(days=1),
        at + timedelta(days=2),
    )
    publish(document=document, based_on=None, publisher="somebody", at=at)
    publish(document=dearer, based_on=document.sha, publisher="somebody", at=later)
    publish(document=document, based_on=dearer.sha, publisher="somebody", at=latest)
    spans = {row.sha: (row.valid_from, row.valid_until, row.based_on) for row in PublishedDocument.objects.all()}
    assert spans == {document.sha: (latest, None, None), dearer.sha: (later, latest, document.sha)}
    assert PublishedDocument.objects.get(sha=document.sha).document == document.content


@pytest.mark.django_db
def test_load__publishes_what_changed_and_withdraws_what_is_gone(pack: Path, at: datetime):
    load([pack], order=LoadOrder(at=at))
    before = get_version("dog-registration")
    spoil(pack, PROCEDURE, 'yen: "3000"', 'yen: "3500"')
    spoil(pack, "synonyms/words.yaml", "  new-dog: [ペット]\n", "")
    changes = load([pack], order=LoadOrder(at=at)).changes
    assert [(change.kind, change.what, change.name, change.details) for change in changes] == [
        (ChangeKind.CHANGED, "procedure", "dog-registration", ("procedure.fee.yen: 3000 → 3500",)),
        (ChangeKind.WITHDRAWN, "synonyms", "new-dog", ()),
    ]
    assert get_version("dog-registration").fee_yen == 3500
    assert get_version("dog-registration", before.sha) is before


@pytest.mark.django_db
def test_load__withdraws_a_procedure_but_keeps_its_versions_for_cases(pack: Path, at: datetime):
    load([pack], order=LoadOrder(at=at))
    sha = get_version("dog-registration").sha
    bare = write_pack(pack.parent / "bare", files={"pack.yaml": FILES["pack.yaml"]})
    load([bare], order=LoadOrder(at=at))
    assert list_catalogue() == ()
    with pytest.raises(VersionNotFound):
        get_version("dog-registration")
    assert get_version("dog-registration", sha).fee_yen == 3000


@pytest.fixture
def edited(pack: Path, at: datetime, db: None) -> DefinitionDocument:
    """The sample is loaded; then somebody changes the fee in the browser."""
    load([pack], order=LoadOrder(at=at))
    document = documents_of(pack)["procedure", "dog-registration"]
    dearer = changed_procedure(document, fee={"yen": 9999})
    publish(document=dearer, based_on=document.sha, publisher="somebody", at=at)
    return dearer


def test_load__leaves_newer_work_alone_when_the_pack_says_nothing_new(
    pack: Path, at: datetime, edited: DefinitionDocument
):
    assert load([pack], order=LoadOrder(at=at)).changes == ()
    assert Head.objects.get(**DOGS).sha == edited.sha


def test_load__refuses_to_overwrite_newer_work(pack: Path, at: datetime, edited: DefinitionDocument):
    spoil(pack, PROCEDURE, 'yen: "3000"', 'yen: "3500"')
    spoil(pack, "synonyms/words.yaml", "鑑札, ", "")
    with pytest.raises(LoadConflict) as conflict:
        load([pack], order=LoadOrder(at=at))
    assert "--replace dog-registration" in conflict.value.mend.ja
    assert Head.objects.get(**DOGS).sha == edited.sha


def test_load__replaces_newer_work_when_told_so(pack: Path, at: datetime, edited: DefinitionDocument):
    order = LoadOrder(at=at, replace=frozenset({"dog-registration"}))
    changes = load([pack], order=order).changes
    assert [change.details for change in changes] == [("procedure.fee.yen: 9999 → 3000",)]
    assert Head.objects.get(**DOGS).from_packs == Head.objects.get(**DOGS).sha


def test_load__takes_newer_work_that_was_copied_into_the_pack(pack: Path, at: datetime, edited: DefinitionDocument):
    spoil(pack, PROCEDURE, 'yen: "3000"', 'yen: "9999"')
    assert load([pack], order=LoadOrder(at=at)).changes == ()
    spoil(pack, PROCEDURE, 'yen: "9999"', 'yen: "8000"')
    assert [change.kind for change in load([pack], order=LoadOrder(at=at)).changes] == [ChangeKind.CHANGED]


@pytest.mark.django_db
def test_generation__changes_with_every_load_that_changes_something(pack: Path, at: datetime):
    load([pack], order=LoadOrder(at=at))
    first = Generation.objects.get()
    load([pack], order=LoadOrder(at=at))
    assert (Generation.objects.get().number, Generation.objects.get().heads) == (first.number, first.heads)
    spoil(pack, PROCEDURE, 'yen: "3000"', 'yen: "3500"')
    load([pack], order=LoadOrder(at=at))
    assert Generation.objects.get().number == first.number + 1
    assert Generation.objects.get().heads != first.heads


def test_lint__needs_no_database(pack: Path):
    assert lint([pack]).is_clean
    assert PACKS == "packs"
