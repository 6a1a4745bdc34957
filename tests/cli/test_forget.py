"""`murakami forget`: only what is finished, only after being asked, in words when refused."""

import pytest
from typer.testing import CliRunner

from murakami.cli import build
from murakami.domain.cases.models import Case
from murakami.domain.cases.operations.receive import receive_withdrawal
from tests.flows.agency.conftest import cases, cast, claim, printer  # noqa: F401 - fixtures
from tests.flows.conftest import draw_key, packs, resident  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def _say(*command: str, code: int, typed: str = "") -> str:
    result = CliRunner().invoke(build(), ["forget", *command], input=typed)
    assert result.exit_code == code, result.output
    return result.output


def test_forget__asks_and_then_does_it(claim, at):  # noqa: F811
    receive_withdrawal(receipt_number=claim.receipt_number, reason="", at=at)
    ask = (claim.receipt_number, "--ground", "deletion_request")
    assert claim.receipt_number in _say(*ask, code=1, typed="n\n")
    assert Case.objects.filter(pk=claim.pk).exists()
    _say(*ask, code=0, typed="y\n")
    assert not Case.objects.filter(pk=claim.pk).exists()
    assert "ありません" in _say(*ask, "--yes", code=1)


def test_forget__refuses_in_words(claim):  # noqa: F811
    assert "終わっていません" in _say(claim.receipt_number, "--ground", "retention_over", "--yes", code=1)
    assert "deletion_request" in _say(claim.receipt_number, "--ground", "no_reason", "--yes", code=2)
