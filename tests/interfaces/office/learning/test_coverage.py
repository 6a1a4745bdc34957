"""Coverage by unit on its page, on paper's way out as CSV, and the people and roles behind a unit."""

import csv
from io import StringIO

import pytest
from django.test import Client

from murakami.domain.learning.models import RoleAssignment
from murakami.foundation.accounts.vocabulary import Role
from tests.domain.cases.cast import staff
from tests.interfaces.office.learning.test_own import take
from tests.interfaces.office.pages import see, text_of
from tests.page_forms import read_form

pytestmark = pytest.mark.django_db
COVERAGE = "/office/learning/coverage/"
UNIT = f"{COVERAGE}kodomo/"
ROLES = f"{UNIT}roles/"


def figures(client: Client) -> dict[tuple[str, str], tuple[int, int, int]]:
    answer = client.get("/office/learning/coverage.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["日", "課", "課の人数", "スキル", "要る人", "身についた人", "まだの人"]
    return {(unit, skill): (int(needed), int(have), int(missing)) for _, unit, _, skill, needed, have, missing in rows[1:]}


def test_coverage__equals_a_hand_count(cast, enter, head, dx_browser):
    """こども課 (kodomo): clerk, colleague, head; 保健医療課 (hoken): elsewhere; the DX office: dx."""
    take(enter(cast.clerk))
    take(head)
    take(enter(cast.elsewhere), "security-basics")
    take(enter(cast.clerk), "ebpm")
    enter(cast.administrator).post(ROLES, {f"role-{cast.clerk.account_id}": "leader"})  # now data is needed at level 2
    counted = figures(dx_browser)
    assert counted["こども課", "個人情報の取扱い"] == (3, 2, 1)
    assert counted["こども課", "データを読む・使う"] == (3, 0, 3)
    assert counted["こども課", "情報セキュリティ"] == (3, 0, 3)
    assert counted["保健医療課", "情報セキュリティ"] == (1, 1, 0)
    assert len(counted) == 3 * 8
    page = see(dx_browser, COVERAGE)
    assert "2/3 3人のうち2人、まだの人1人" in page
    assert "合計（一人は一度だけ） 0/5" in page


def test_coverage__a_head_sees_the_own_unit(head, enter, cast):
    assert {unit for unit, _ in figures(head)} == {"こども課"}
    assert "保健医療課" not in see(head, COVERAGE)
    assert {unit for unit, _ in figures(enter(cast.administrator))} == {"こども課"}


def test_coverage__is_not_for_everybody(clerk, enter, cast):
    for client in (clerk, enter(cast.elsewhere)):
        for where in (COVERAGE, "/office/learning/coverage.csv", UNIT, ROLES):
            assert client.get(where).status_code == 404


def test_unit__shows_who_lacks_what(head, clerk):
    take(clerk)
    page = see(head, UNIT)
    assert "職員 clerk 一般行政職員" in page
    assert "学びの役割を決める" not in page
    assert head.get(f"{COVERAGE}hoken/").status_code == head.get(ROLES).status_code == 404


def test_roles__are_said_by_the_administrator(enter, cast):
    keeper = enter(cast.administrator)
    form = read_form(keeper.get(ROLES).content, holding="<select")
    sent = form.filled(**{f"role-{cast.clerk.account_id}": "leader", f"role-{cast.head.account_id}": "specialist"})
    answer = keeper.post(ROLES, sent)
    assert "2人の役割を変えました" in see(keeper, answer["Location"])
    assert "変わりはありません" in see(keeper, keeper.post(ROLES, sent)["Location"])
    assert RoleAssignment.objects.filter(until=None).count() == 2
    assert "DX推進リーダー" in see(enter(cast.clerk), "/office/learning/")


def test_roles__that_do_not_exist_are_refused_whole(enter, cast):
    keeper = enter(cast.administrator)
    answer = keeper.post(ROLES, {f"role-{cast.clerk.account_id}": "leader", f"role-{cast.head.account_id}": "emperor"})
    assert "選び直してください" in see(keeper, answer["Location"])
    assert not RoleAssignment.objects.exists()


def test_roles__of_people_elsewhere_stay(enter, cast):
    keeper = enter(cast.administrator)
    keeper.post(ROLES, {f"role-{cast.elsewhere.account_id}": "leader"})
    assert not RoleAssignment.objects.exists()
    assert keeper.get(f"{COVERAGE}hoken/roles/").status_code == 404


def test_without_courses__pages_say_how_to_get_them(enter, cast):
    from murakami.domain.learning.models import LoadedCatalogue

    LoadedCatalogue.objects.all().delete()
    assert "講座がまだありません" in see(enter(cast.clerk), "/office/learning/")
    assert "予定されている研修はありません" in see(enter(cast.clerk), "/office/learning/sessions/")
    assert enter(cast.head).get(COVERAGE).status_code == 200


def test_coverage__costs_the_same_however_many(dx_browser, head, enter, cast, sql_at_most):
    for number in range(12):
        staff(f"more-{number}", fukushi=Role.CLERK, kodomo=Role.CLERK)
    dx_browser.get(COVERAGE)
    for client, where in ((dx_browser, COVERAGE), (dx_browser, "/office/learning/coverage.csv"), (head, UNIT),
                          (enter(cast.administrator), ROLES)):
        with sql_at_most(12):
            answer = client.get(where)
        assert answer.status_code == 200, text_of(answer)
