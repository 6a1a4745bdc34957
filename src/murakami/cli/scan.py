"""Showing that there is no 個人番号 in the database."""

import sys
from typing import Annotated

import typer

from murakami.foundation.database.scanning import scan_database

Many = Annotated[int, typer.Option(help="このくらいまで場所を示します。 / Show at most this many places.")]


def register(root: typer.Typer) -> None:
    """Add the command to the root."""

    @root.command()
    def scan(many: Many = 100) -> None:
        """個人番号がデータベースのどこにもないことを確かめます。番号そのものは表示しません。 / Show that no 個人番号 is stored.

        見つかったときは、表・列・行を示し、1で終わります。 / Ends with 1 where something reads as one.
        """
        found = scan_database()
        for place in found.findings[:many]:
            print(f"{place.table}.{place.column}\t{place.row}")
        print(f"{found.tables}の表、{found.rows}行を調べました。 / Looked through {found.rows} rows of {found.tables} tables.")
        if not found.is_clean:
            print(f"個人番号と読めるものが{len(found.findings)}か所にあります。人が確かめて、消してください。"
                  f" / {len(found.findings)} places read as 個人番号: look at them, and delete.", file=sys.stderr)
            raise typer.Exit(1)
        print("個人番号は見つかりませんでした。 / No 個人番号 was found.")
