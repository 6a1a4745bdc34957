"""The register of personal information files is what the packs say: each asked item once, sensitive ones named, nothing typed again."""

import pytest

from murakami.domain.procedures.personal_files import find_desk, list_personal_files, personal_file_of
from murakami.domain.procedures.queries import get_version, list_catalogue
from murakami.kernel.facts import ValueSource
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _packs(db: None) -> None:
    load_packs()


def test_list__has_a_file_for_every_procedure_that_is_filed_here() -> None:
    assert {one.version.id for one in list_personal_files()} == {one.id for one in list_catalogue() if one.is_online}


def test_file__names_every_asked_item_once_and_whom_it_is_about() -> None:
    found = personal_file_of(get_version("pregnancy-notification"))
    labels = [item["ja"] for item in found.items]
    assert len(labels) == len(set(labels))
    assert "氏名" in labels
    assert {"ja"} <= set(found.people[0])
    assert ValueSource.RESIDENT in found.sources


def test_file__names_what_is_sensitive() -> None:
    special = {item["ja"] for item in personal_file_of(get_version("pregnancy-notification")).special}
    assert special
    assert special < {item["ja"] for item in personal_file_of(get_version("pregnancy-notification")).items}
    assert personal_file_of(get_version("data-disclosure")).special == ()


def test_file__is_about_people_and_no_household() -> None:
    version = get_version("child-allowance-claim")
    titles = {title["ja"] for title in personal_file_of(version).people}
    assert titles == {version.role_title(role)["ja"] for role, spec in version.roles.items() if spec.kind == "Person"}


def test_desk__is_the_unit_of_the_requests() -> None:
    assert find_desk() == get_version("data-disclosure").unit
