"""Keys: made once, whoever asks first; readable by their owner or not used at all."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from murakami.foundation.keys.store import KeyRefused, load_or_make_signing_key, path_of_key, read_signing_key


@pytest.fixture(autouse=True)
def _own_directory(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "var"


def _public(name: str = "events") -> bytes:
    return load_or_make_signing_key(name).public_key().public_bytes_raw()


def test_load_or_make__gives_the_same_key_again_and_another_for_another_name() -> None:
    assert _public() == _public() != _public("zone-edge")


def test_load_or_make__writes_what_only_the_owner_may_read_and_leaves_nothing_else() -> None:
    _public()
    path = path_of_key("events")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_load_or_make__ends_with_one_key_when_many_ask_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: _public(), range(16)))) == 1


def test_load__refuses_a_key_that_others_can_read() -> None:
    _public()
    path_of_key("events").chmod(0o640)
    with pytest.raises(KeyRefused, match="chmod 600"):
        _public()


def test_load__refuses_what_is_no_key() -> None:
    path_of_key("events").parent.mkdir(parents=True)
    path_of_key("events").touch(mode=0o600)
    with pytest.raises(KeyRefused, match="no private key"):
        _public()


def test_read__refuses_another_kind_of_key() -> None:
    pem = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(KeyRefused, match="Ed25519"):
        read_signing_key(pem, where="MURAKAMI_EVENTS_KEY")


@pytest.mark.parametrize("name", ["", "../secret", "Events", "a/b", "a" * 61])
def test_path_of_key__refuses_what_is_no_name(name: str) -> None:
    with pytest.raises(KeyRefused):
        path_of_key(name)
