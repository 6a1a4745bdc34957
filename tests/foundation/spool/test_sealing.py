"""The seal: every cut, every other byte, every other number, sender or receiver is noticed."""

import io
import tracemalloc
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from murakami.demo.house.pairing import pair_zones
from murakami.foundation.keys.trust import list_trusted
from murakami.foundation.keys.zones import list_zone_keys
from murakami.foundation.spool.carrying.envelope import Envelope, read_envelope, write_envelope
from murakami.foundation.spool.carrying.receipts import Receipt, read_receipt, write_receipt
from murakami.foundation.spool.carrying.refusals import EnvelopeRefused, Reason, Refused
from murakami.foundation.spool.carrying.ring import Ring
from murakami.foundation.spool.carrying.sealed_files import (
    PIECE,
    FileAltered,
    SealedFile,
    decrypted,
    encrypt_file,
    is_whole,
    sealed_file,
)
from murakami.foundation.spool.carrying.sealing import seal
from tests.foundation.spool.between import envelope

AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.fixture(scope="module")
def rings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ring]:
    """The keys of both zones."""
    keys = tmp_path_factory.mktemp("keys")
    pair_zones(edge=keys / "edge", core=keys / "core", at=AT)
    return {zone: Ring(zone, other, list_zone_keys(zone, folder=keys / zone), list_trusted(other, folder=keys / zone))
            for zone, other in (("edge", "core"), ("core", "edge"))}


def _sealed(rings: dict[str, Ring], one: Envelope) -> bytes:
    return write_envelope(one, ring=rings["edge"], signer=rings["edge"].own[0])


def _why(data: bytes, ring: Ring, number: int = 7) -> Reason:
    with pytest.raises(EnvelopeRefused) as refused:
        read_envelope(data, number=number, ring=ring)
    return refused.value.reason


def test_envelope__comes_back_as_it_went(rings: dict[str, Ring]) -> None:
    file = sealed_file("a" * 64, key=rings["edge"].own[0], to="core")
    one = envelope(7, AT, files=(file,), payload={"said": "\\u0000 と書いた。 ", "n": [1, None]})
    assert read_envelope(_sealed(rings, one), number=7, ring=rings["core"]) == one


def test_envelope__can_be_cut_nowhere(rings: dict[str, Ring]) -> None:
    data = _sealed(rings, envelope(7, AT))
    assert {_why(data[:end], rings["core"]) for end in range(1, len(data))} <= {Reason.CUT, Reason.ALTERED}
    assert _why(data + b"x", rings["core"]) is Reason.CUT
    assert _why(b"", rings["core"]) is Reason.CUT


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0), other=st.integers(1, 255))
def test_envelope__is_refused_when_any_byte_is_another(place: int, other: int, rings: dict[str, Ring]) -> None:
    data = bytearray(_sealed(rings, envelope(7, AT)))
    data[place % len(data)] ^= other
    _why(bytes(data), rings["core"])


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=3000))
def test_envelope__is_refused_when_it_is_none(data: bytes, rings: dict[str, Ring]) -> None:
    assert _why(data, rings["core"]) in {Reason.NOT_ENVELOPE, Reason.CUT, Reason.ALTERED}
    assert _why(b"smart-murakami-envelope/2\n" + data, rings["core"]) in {Reason.CUT, Reason.ALTERED}


def test_envelope__goes_to_its_receiver_under_its_number_only(rings: dict[str, Ring]) -> None:
    data = _sealed(rings, envelope(7, AT))
    assert _why(data, rings["core"], number=8) is Reason.WRONG_NUMBER
    assert _why(data, rings["edge"]) is Reason.UNKNOWN_KEY
    # also for somebody who believes the key of its sender
    assert _why(data, replace(rings["edge"], cards=(rings["edge"].own[0].card,))) is Reason.WRONG_RECEIVER
    assert _why(data, replace(rings["core"], own=rings["edge"].own)) is Reason.UNKNOWN_READER


@pytest.mark.parametrize("changes", [
    {"files": (SealedFile("../../../etc/passwd", "a" * 64, bytes(32)),)}, {"files": (SealedFile("a" * 64, "A" * 64, bytes(32)),)},
    {"files": (SealedFile("a" * 64, "a" * 64, bytes(3)),)}, {"payload": []}, {"key": 5}, {"payload": {"said": "\0"}},
])
def test_envelope__holds_nothing_that_could_do_harm(changes: dict[str, Any], rings: dict[str, Ring]) -> None:
    assert _why(_sealed(rings, envelope(7, AT, **changes)), rings["core"]) is Reason.CONTENT


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"[" * 100_000, b'{"payload":NaN}', b'"\\ud800"', b"\xff"])
def test_envelope__holds_a_message_and_nothing_else(body: bytes, rings: dict[str, Ring]) -> None:
    data = seal(body, number=7, ring=rings["edge"], signer=rings["edge"].own[0])
    assert _why(data, rings["core"]) is Reason.CONTENT


SAID = Receipt(through=3, sent=9, refused=Refused(4, Reason.CUT, "f" * 64), at=AT, knows=("a",), cards=("b",), report={"dead": 1})


def test_receipt__comes_back_as_it_went(rings: dict[str, Ring]) -> None:
    data = write_receipt(SAID, ring=rings["core"], signer=rings["core"].own[0])
    assert read_receipt(data, sender="core", believed=rings["edge"].cards) == SAID
    assert read_receipt(data, sender="edge", believed=rings["edge"].cards) is None
    assert read_receipt(data, sender="core", believed=rings["core"].cards) is None


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0), other=st.integers(1, 255))
def test_receipt__says_nothing_when_any_byte_is_another(place: int, other: int, rings: dict[str, Ring]) -> None:
    data = bytearray(write_receipt(SAID, ring=rings["core"], signer=rings["core"].own[0]))
    data[place % len(data)] ^= other
    assert read_receipt(bytes(data), sender="core", believed=rings["edge"].cards) is None
    assert read_receipt(bytes(data[: place % len(data)]), sender="core", believed=rings["edge"].cards) is None


def _file(data: bytes) -> tuple[SealedFile, bytes]:
    from hashlib import sha256

    file, hidden = SealedFile(sha256(data).hexdigest(), "n", bytes(range(32))), io.BytesIO()
    encrypt_file(io.BytesIO(data), hidden, file=file)
    return file, hidden.getvalue()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_file__comes_back_as_it_went(size: int) -> None:
    data = bytes(index % 251 for index in range(size))
    file, hidden = _file(data)
    assert decrypted(io.BytesIO(hidden), file=file).read() == data
    assert is_whole(io.BytesIO(hidden), file=file)


_SPOILT = {
    "cut": lambda hidden, step: hidden[:-1], "a piece less": lambda hidden, step: hidden[: 2 * step], "empty": lambda hidden, step: b"",
    "exchanged": lambda hidden, step: hidden[step : 2 * step] + hidden[:step] + hidden[2 * step :],
    "more": lambda hidden, step: hidden + b"x", "other": lambda hidden, step: hidden[:5] + b"?" + hidden[6:],
}


@pytest.mark.parametrize("how", _SPOILT)
def test_file__is_refused_when_it_is_not_the_one(how: str) -> None:
    file, hidden = _file(b"x" * (2 * PIECE + 5))
    spoilt = _SPOILT[how](hidden, PIECE + 16)
    assert not is_whole(io.BytesIO(spoilt), file=file)
    with pytest.raises(FileAltered):
        decrypted(io.BytesIO(spoilt), file=file).read()


def test_file__refuses_to_seal_another_than_it_is_called() -> None:
    with pytest.raises(FileAltered):
        encrypt_file(io.BytesIO(b"other"), io.BytesIO(), file=SealedFile("a" * 64, "n", bytes(32)))


def test_file__takes_no_more_memory_however_large_it_is(tmp_path: Path) -> None:
    large, hidden = tmp_path / "large", tmp_path / "hidden"
    with large.open("wb") as writing:
        writing.truncate(40 * PIECE)
    file = SealedFile("0" * 64, "n", bytes(32))
    tracemalloc.start()
    with large.open("rb") as source, hidden.open("wb") as target, pytest.raises(FileAltered):
        encrypt_file(source, target, file=file)
    with hidden.open("rb") as source:
        assert not is_whole(source, file=file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * PIECE
