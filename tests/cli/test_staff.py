"""`murakami staff` as somebody types it."""

import pytest
from typer.testing import CliRunner

from murakami.cli.staff import app
from murakami.foundation.accounts.models import Account
from tests.foundation.accounts.people import make_unit

pytestmark = pytest.mark.django_db


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_add_staff__prints_a_start_password_that_opens() -> None:
    make_unit("kodomo")
    code, printed = run("add", "kodomo-1", "職員　花子", "kodomo")
    login_name, password = printed.strip().split("\t")
    assert (code, login_name) == (0, "kodomo-1")
    assert Account.objects.get(login_name="kodomo-1").check_password(password)
    assert run("list") == (0, "kodomo-1\t職員　花子\tkodomo\tclerk\t設定前 / not set up\n")


def test_add_staff__says_what_is_wrong_and_changes_nothing() -> None:
    make_unit("kodomo")
    code, said = run("add", "kodomo-1", "職員　花子", "nowhere")
    assert (code, "nowhere" in said, "kodomo\tこども課" in said, Account.objects.count()) == (1, True, True, 0)
    run("add", "kodomo-1", "職員　花子", "kodomo")
    code, said = run("add", "kodomo-1", "別人", "kodomo")
    assert (code, "使われています" in said, Account.objects.count()) == (1, True, 1)


def test_add_staff__knows_a_unit_by_its_name_too() -> None:
    make_unit("zeimu", "税務課")
    assert run("add", "zeimu-1", "職員　花子", "税務課")[0] == 0
    assert run("list")[1].split("\t")[2] == "zeimu"


def test_add_staff__before_the_packs_says_to_load_them() -> None:
    code, said = run("add", "zeimu-1", "職員　花子", "税務課")
    assert (code, "packs load" in said) == (1, True)


def test_place_reset_close__do_what_they_say() -> None:
    make_unit("kodomo")
    make_unit("zeimu", "税務課")
    _, first = run("add", "kodomo-1", "職員　花子", "kodomo")
    assert run("place", "kodomo-1", "zeimu", "unit_head", "--since", "2026-04-01")[0] == 0
    assert [line.split("\t")[2:4] for line in run("list")[1].splitlines()] == [["kodomo", "clerk"], ["zeimu", "unit_head"]]
    _, second = run("reset", "kodomo-1")
    assert first != second
    assert run("close", "kodomo-1")[0] == 0
    assert run("list") == (0, "")
    assert run("reset", "nobody")[0] == 1
