"""clamd is asked in its own protocol, over either kind of socket; whatever is not a clear answer means that it is gone."""

import pytest

from murakami.adapters.clamav.client import AddressRefused, ClamAV, read_address
from murakami.foundation.files.scanning import ScannerGone
from tests.adapters.clamav.daemon import WORD, Daemon


@pytest.fixture(params=["unix", "tcp"])
def daemon(request, tmp_path):
    with Daemon(tmp_path / "clamd.ctl" if request.param == "unix" else None) as daemon:
        yield daemon


def test_find_virus__sends_the_whole_file_in_pieces(daemon):
    whole = bytes(range(256)) * 3000
    assert read_address(daemon.address).find_virus(whole) == ""
    assert daemon.seen == [whole]


def test_find_virus__names_what_was_found(daemon):
    assert read_address(daemon.address).find_virus(b"a" * 300_000 + WORD) == "Pretend.Test"


def test_is_there__asks_for_an_answer(daemon, tmp_path):
    assert read_address(daemon.address).is_there()
    assert not ClamAV(path=tmp_path / "nobody").is_there()


@pytest.mark.parametrize("says", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK but\0", b"OK\0", b"\xff"])
def test_find_virus__without_a_clear_answer_is_no_answer(tmp_path, says):
    with Daemon(tmp_path / "clamd.ctl", says=says) as daemon, pytest.raises(ScannerGone):
        read_address(daemon.address).find_virus(b"x")


def test_find_virus__of_nobody_says_gone(tmp_path):
    with pytest.raises(ScannerGone):
        ClamAV(path=tmp_path / "nobody").find_virus(b"x")


@pytest.mark.parametrize("text", ["clamd", "tcp://", "tcp://host", "tcp://host:x", "tcp://:3310", "http://h:1"])
def test_read_address__says_what_one_looks_like(text):
    with pytest.raises(AddressRefused, match=r"clamd\.ctl"):
        read_address(text)
