"""`murakami keys`: the keys with which the two zones seal what travels between them (docs/zones.md).

Exit codes: 0 done · 1 refused, with the reason · 2 misuse.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from murakami.foundation.keys.cards import LARGEST_CARD, Card, CardRefused
from murakami.foundation.keys.files import KeyRefused, keys_folder
from murakami.foundation.keys.trust import CardUnknown, distrust_card, list_trusted, trust_card
from murakami.foundation.keys.zones import list_zone_keys, load_or_make_zone_keys, rotate_zone_keys
from murakami.foundation.spool.between import is_known_there
from murakami.foundation.spool.rules import other_zone

app = typer.Typer(help="区域のあいだの鍵。 / The keys between the zones.", no_args_is_help=True)
CardFile = Annotated[Path, typer.Argument(help="もう一方の区域の keys show の出力（- は標準入力） / what the other zone's keys show printed")]
KeyId = Annotated[str, typer.Argument(help="keys list が示す鍵の名前、またはそのはじめ / name of the key, or its beginning")]

Now = Annotated[bool, typer.Option("--now", help="もう一方がいまの鍵を知らなくても / even where the other zone does not know the newest key yet")]


@app.command()
def make() -> None:
    """この区域の鍵を作ります（あれば何もしません）。 / Make this zone's key, unless there is one."""
    with _refusals():
        _tell(load_or_make_zone_keys(_zone(), folder=keys_folder(), at=timezone.now())[0].card)


@app.command()
def show() -> None:
    """この区域の公開の札を表示します。もう一方に渡します。 / Print this zone's card, to be handed to the other zone."""
    with _refusals():
        newest = load_or_make_zone_keys(_zone(), folder=keys_folder(), at=timezone.now())[0]
    print(newest.card_text.decode(), end="")
    print(f"# {newest.card.zone} {newest.card.spoken_id}", file=sys.stderr)


@app.command()
def trust(card: CardFile) -> None:
    """もう一方の区域の札を信じます。鍵の名前を、電話などで必ず確かめてください。 / Believe the other zone's card."""
    with _refusals():
        text = _read(card)
        _refuse_own(text)
        _tell(trust_card(text, folder=keys_folder()))
    print("もう一方の keys show に出る名前と、同じですか。ちがえば murakami keys distrust で取り消してください。 / Compare it with theirs.")


@app.command()
def distrust(key: KeyId) -> None:
    """もう一方の区域の鍵を信じるのをやめます。 / Believe a key of the other zone no longer."""
    with _refusals():
        gone = distrust_card(key, zone=_other(), folder=keys_folder())
    print(f"もう信じません / believed no longer: {gone.spoken_id}")


@app.command()
def rotate(now: Now = False) -> None:
    """鍵を新しくします。一つ前の鍵は残り、もう一方には自分で伝わります。 / Make a new key; the one before it stays."""
    with _refusals():
        if not now:
            _refuse_too_soon()
        _tell(rotate_zone_keys(_zone(), folder=keys_folder(), at=timezone.now()).card)


@app.command("list")
def list_keys() -> None:
    """鍵と札を一覧します。 / List the keys and the cards."""
    with _refusals():
        for key in list_zone_keys(_zone(), folder=keys_folder()):
            _tell(key.card, "own")
        for card in list_trusted(_other(), folder=keys_folder()):
            _tell(card, "trusted")


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (KeyRefused, CardRefused) as refused:
        sys.exit(f"murakami keys: {refused}")
    except CardUnknown as unknown:
        sys.exit(f"murakami keys: {unknown} は信じている鍵にありません。 / No believed key is called that: murakami keys list")
    except PermissionError as error:
        sys.exit(f"murakami keys: {error.filename} を、サービスのアカウントでは読めません。murakami keys trust - < {error.filename} としてください。 / "
                 "The account of the services may not read it: give it on standard input, as above.")
    except OSError as error:
        sys.exit(f"murakami keys: {error.filename or keys_folder()}: {error.strerror}")


def _zone() -> str:
    if other_zone(settings.ZONE) is None:
        raise typer.BadParameter("MURAKAMI_ZONE=all では使いません。区域が一つだからです。 / There is only one zone.")
    return settings.ZONE


def _other() -> str:
    _zone()
    return other_zone(settings.ZONE) or ""


def _read(card: Path) -> bytes:
    if str(card) == "-":
        return sys.stdin.buffer.read(LARGEST_CARD)
    with card.open("rb") as file:
        return file.read(LARGEST_CARD)


def _refuse_own(text: bytes) -> None:
    if b"zone " + _other().encode() not in text.split(b"\n")[1:2]:
        raise CardRefused(f"この札は {_other()} のものではありません。もう一方の機械で murakami keys show を実行してください。 / "
                          f"This is not the card of {_other()}: run murakami keys show on the other machine.")


def _refuse_too_soon() -> None:
    """Two keys the other zone has never heard of would leave none that it believes."""
    keys = list_zone_keys(_zone(), folder=keys_folder())
    if len(keys) > 1 and not is_known_there(keys[0].card.key_id):
        raise KeyRefused("もう一方が、いまの鍵をまだ知りません。伝わってから、もう一度実行してください（--now なら、あとで札を渡し直します）。 / "
                         "The other zone does not know the newest key yet; with --now its card must be handed over again.")


def _tell(card: Card, kind: str = "") -> None:
    print("\t".join(part for part in (kind, card.zone, card.spoken_id, card.made_at.isoformat(timespec="seconds")) if part))
