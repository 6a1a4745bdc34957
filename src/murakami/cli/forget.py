"""`murakami forget`: a finished case goes, with its filing, letter and files, in both zones.

Exit codes: 0 done · 1 refused, nothing changed · 2 misuse.
"""

from typing import Annotated, NoReturn

import typer
from django.conf import settings
from django.utils import timezone

from murakami.config.zones import serves


def register(root: typer.Typer) -> None:
    """Add `forget`."""
    root.command()(forget)


def forget(
    receipt_number: Annotated[str, typer.Argument(help="受付番号 / receipt number")],
    ground: Annotated[str, typer.Option(help="retention_over（保存年限の満了）または deletion_request（利用停止請求）")],
    yes: Annotated[bool, typer.Option("--yes", help="たずねずに消します / do not ask")] = False,
) -> None:
    """終わった案件を、書面・通知書・添付とともに消します。元に戻せません。 / Delete a finished case for good, in both zones."""
    if not serves(settings.ZONE, "core"):
        _refuse("案件は core にだけあります。 / Cases exist only in the core zone.", code=2)
    from murakami.domain.cases.operations.forgetting import CaseStillOpen, Ground  # noqa: PLC0415 - core only
    from murakami.domain.cases.operations.transition import CaseNotFound  # noqa: PLC0415 - core only
    from murakami.flows.agency.forgetting import forget as forget_for_good  # noqa: PLC0415 - core only

    if ground not in set(Ground):
        _refuse(f"--ground は {' か '.join(Ground)} です。 / one of these", code=2)
    if not yes:
        typer.confirm(f"{receipt_number} を消します。元に戻せません。よろしいですか / Delete it for good?", abort=True)
    try:
        forget_for_good(receipt_number=receipt_number, ground=Ground(ground), at=timezone.now())
    except CaseNotFound:
        _refuse(f"{receipt_number} の案件はありません。 / There is no such case.")
    except CaseStillOpen:
        _refuse(f"{receipt_number} はまだ終わっていません。 / This case is still open.")


def _refuse(reason: str, *, code: int = 1) -> NoReturn:
    typer.echo(f"murakami: {reason}", err=True)
    raise typer.Exit(code)
