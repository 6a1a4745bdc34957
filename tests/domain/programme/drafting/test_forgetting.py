"""Who commented is forgotten as it was promised; what was said and answered stays."""

from datetime import date, timedelta

import pytest

from murakami.domain.programme.models import Comment, Edition, Hearing
from murakami.domain.programme.operations.forgetting import forget_commenters
from murakami.domain.programme.rules.hearing import names_forgotten_on
from murakami.domain.publications.queries import find_published
from murakami.foundation.events.models import Event
from tests.domain.programme.drafting.steps import AFTER, CLOSES, CODE, announce, answer, publish, say
from tests.domain.programme.year.cast import Town

pytestmark = pytest.mark.django_db
KIND = "programme.commenters_forgotten"


@pytest.fixture
def answered(town: Town, draft: Edition) -> Hearing:
    announce(town.office)
    say("窓口が遠い")
    answer(town.office)
    return publish(town.office)


def names() -> list[tuple[str, str]]:
    return list(Comment.objects.values_list("name", "contact"))


@pytest.mark.parametrize(("answered_on", "kept_days", "forgotten_on"), [
    (date(2027, 1, 7), 90, date(2027, 4, 7)), (date(2027, 1, 7), 0, date(2027, 1, 7)), (None, 90, date(2027, 12, 27))])
def test_names_forgotten_on__after_the_results_or_a_year_after_the_end(
    answered_on: date | None, kept_days: int, forgotten_on: date,
) -> None:
    assert names_forgotten_on(closes_on=date(2026, 12, 27), answered_on=answered_on, kept_days=kept_days) == forgotten_on


def test_forget_commenters__on_the_promised_day_and_not_before(answered: Hearing) -> None:
    assert forget_commenters(at=AFTER + timedelta(days=89)) == 0
    assert names() == [("架空　花子", "hanako@example.jp")]
    assert forget_commenters(at=AFTER + timedelta(days=90)) == 1
    assert names() == [("", "")]
    comment = Comment.objects.get()
    assert (comment.body, comment.answer) == ("窓口が遠い", "文を直しました。")
    assert Event.objects.get(kind=KIND).details == {"comments": 1}


def test_forget_commenters__again_does_nothing(answered: Hearing) -> None:
    forget_commenters(at=AFTER + timedelta(days=90))
    assert forget_commenters(at=AFTER + timedelta(days=91)) == 0
    assert Event.objects.filter(kind=KIND).count() == 1


def test_forget_commenters__where_no_results_come_after_a_year(town: Town, draft: Edition) -> None:
    announce(town.office)
    say("窓口が遠い")
    late = AFTER + (CLOSES - AFTER.date()) + timedelta(days=365)
    assert forget_commenters(at=late - timedelta(days=1)) == 0
    assert forget_commenters(at=late) == 1


def test_open_hearing__promises_in_public_and_a_later_setting_changes_nothing(answered: Hearing) -> None:
    published = find_published("policy-hearing", CODE)
    assert published is not None
    assert published.document["names_kept_days"] == Hearing.objects.get().names_kept_days == 90
