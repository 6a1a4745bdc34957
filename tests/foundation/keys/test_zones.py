"""The keys of a zone and the cards it hands out: generations side by side, nothing altered, nobody else's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from murakami.foundation.keys.cards import CardRefused, read_card
from murakami.foundation.keys.files import KeyRefused
from murakami.foundation.keys.trust import (
    CardUnknown,
    distrust_card,
    follow_card,
    forget_superseded,
    list_trusted,
    trust_card,
)
from murakami.foundation.keys.zones import list_zone_keys, load_or_make_zone_keys, rotate_zone_keys


def _card(folder: Path, at: datetime, zone: str = "edge") -> bytes:
    return load_or_make_zone_keys(zone, folder=folder, at=at)[0].card_text


def test_make__gives_the_same_key_again_and_another_to_the_other_zone(tmp_path: Path, at: datetime) -> None:
    assert _card(tmp_path, at) == _card(tmp_path, at + timedelta(1)) != _card(tmp_path, at, "core")
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_make__ends_with_one_key_when_many_ask_at_once(tmp_path: Path, at: datetime) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: _card(tmp_path, at), range(16)))) == 1


def test_rotate__keeps_the_generation_before_and_deletes_what_is_older(tmp_path: Path, at: datetime) -> None:
    names = [rotate_zone_keys("edge", folder=tmp_path, at=at - timedelta(seconds=n)).card.key_id for n in range(4)]
    assert [key.card.key_id for key in list_zone_keys("edge", folder=tmp_path)] == [names[3], names[2]]


def test_load__refuses_a_key_that_others_can_read(tmp_path: Path, at: datetime) -> None:
    _card(tmp_path, at)
    path, = tmp_path.glob("*.pem")
    path.chmod(0o640)
    with pytest.raises(KeyRefused, match=f"{path.name}.*chmod 600"):
        list_zone_keys("edge", folder=tmp_path)


@pytest.mark.parametrize("content", [b"", b"nothing", None])
def test_load__refuses_what_is_no_pair_of_keys(content: bytes | None, tmp_path: Path, at: datetime) -> None:
    _card(tmp_path, at)
    path, = tmp_path.glob("*.pem")
    blocks = path.read_bytes().split(b"-----BEGIN")
    path.write_bytes(b"-----BEGIN" + blocks[2] + b"-----BEGIN" + blocks[1] if content is None else content)
    with pytest.raises(KeyRefused, match="backup"):
        list_zone_keys("edge", folder=tmp_path)


def test_card__comes_back_as_it_went_also_through_a_windows_mail(tmp_path: Path, at: datetime) -> None:
    key = load_or_make_zone_keys("edge", folder=tmp_path, at=at)[0]
    assert read_card(key.card_text) == read_card(key.card_text.replace(b"\n", b"\r\n")) == key.card
    assert key.card.made_at == at
    assert key.card.spoken_id.replace("-", "") == key.card.key_id



@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_card__is_refused_when_any_byte_of_it_is_another(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = bytearray(_card(tmp_path_factory.mktemp("k"), datetime.fromisoformat("2026-11-23T09:00:00+09:00")))
    place = data.draw(st.integers(0, len(text) - 2))
    text[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CardRefused):
        read_card(bytes(text))


@pytest.mark.parametrize("text", [b"", b"Smart Murakami zone card 1\nzone edge\n"])
def test_card__is_refused_when_it_is_none(text: bytes) -> None:
    with pytest.raises(CardRefused):
        read_card(text)


def test_trust__lists_what_is_believed_newest_first_and_disbelieves_for_good(tmp_path: Path, at: datetime) -> None:
    theirs, mine = tmp_path / "theirs", tmp_path / "mine"
    old = trust_card(_card(theirs, at), folder=mine)
    new_text = rotate_zone_keys("edge", folder=theirs, at=at + timedelta(1)).card_text
    new = follow_card(new_text, folder=mine)
    assert list_trusted("edge", folder=mine) == (new, old)
    assert follow_card(new_text, folder=mine) is None
    assert new is not None
    distrust_card(new.spoken_id[:9], zone="edge", folder=mine)
    assert follow_card(new_text, folder=mine) is None
    assert list_trusted("edge", folder=mine) == (old,)
    trust_card(new_text, folder=mine)
    forget_superseded("edge", newest=1, folder=mine)
    assert list_trusted("edge", folder=mine) == (new,)


@pytest.mark.parametrize("name", ["", "no such key"])
def test_distrust__names_what_it_does_not_know(name: str, tmp_path: Path, at: datetime) -> None:
    trust_card(_card(tmp_path / "theirs", at), folder=tmp_path)
    with pytest.raises(CardUnknown):
        distrust_card(name, zone="edge", folder=tmp_path)
