"""What is written is there whole or not at all, and what a killed process was writing does not stay."""

import os
from datetime import timedelta

import pytest

from murakami.foundation.files import store

DIGEST = "ab" * 32


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_write__that_fails_leaves_nothing_behind(monkeypatch, step):
    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((store.os, "fsync") if step == "fsync" else (store.Path, "replace")), full)
    with pytest.raises(OSError, match="No space"):
        store.write_durably(store.path_of(DIGEST), b"x")
    monkeypatch.undo()
    assert list(store.path_of(DIGEST).parent.iterdir()) == []
    store.write_durably(store.path_of(DIGEST), b"x")
    assert store.path_of(DIGEST).read_bytes() == b"x"


def test_sweep__takes_what_is_old_and_unfinished_and_nothing_else(at):
    store.write_durably(store.path_of(DIGEST), b"x")
    old, new = (store.path_of(DIGEST).with_name(f"{store.WRITING}{name}") for name in ("old", "new"))
    for path, age in ((old, 2), (new, 0)):
        path.write_bytes(b"half")
        os.utime(path, ((at - timedelta(days=age)).timestamp(),) * 2)
    assert store.sweep_unfinished(older_than=at - timedelta(days=1)) == 1
    assert sorted(path.name for path in old.parent.iterdir()) == [new.name, DIGEST]
