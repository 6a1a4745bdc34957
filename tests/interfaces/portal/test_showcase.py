"""What there is: search, catalogue, procedures, life events."""

import pytest
from django.test import Client

from murakami.domain.procedures.models import Generation, Head
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def packs(db: None) -> None:
    load_packs()


def page(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("words", ["子どもが生まれた", "赤ちゃん", "出産"])
def test_search__finds_the_life_event_first(words):
    found = page(f"/search/?q={words}")
    assert "まとめて案内できること" in found
    assert 'href="/life-events/birth/"' in found


def test_search__what_is_not_found_is_said_with_a_way_on():
    found = page("/search/?q=ゝゞヽヾ")
    assert "見つかりませんでした" in found
    assert 'href="/life-events/birth/"' in found


def test_catalogue__lists_every_procedure_under_its_theme():
    found = page("/procedures/")
    for procedure in ("child-allowance-claim", "birth-registration", "pregnancy-notification", "nursery-application"):
        assert f'href="/procedures/{procedure}/"' in found


def test_procedure__says_who_until_when_by_which_law_and_what_if_one_disagrees():
    found = page("/procedures/child-allowance-claim/")
    for words in ("だれが", "いつまでに", "付ける書類", "児童手当法7条1項", "審査請求", "こども課", "0254-53-2111",
                  "この手続をはじめる", "15開庁日"):
        assert words in found


def test_procedure__what_is_done_elsewhere_says_where_and_cannot_be_begun():
    found = page("/procedures/birth-registration/")
    assert "窓口でします" in found
    assert "持ちもの" in found
    assert "この手続をはじめる" not in found


def test_life_event__says_what_may_apply_and_leads_into_the_guide():
    found = page("/life-events/birth/")
    assert 'action="/life-events/birth/begin/"' in found
    assert "児童手当" in found


def test_home__without_definitions_is_not_empty():
    Head.objects.all().delete()
    Generation.objects.all().delete()
    assert "手続を準備しています" in page("/")
