"""The process in which files are written anew: bounded, replaced when it dies, gone when nobody needs it."""

import io
import os
import time

import pytest
from tests.corpus import archives, images, office, pdfs

from murakami.foundation.files import child
from murakami.foundation.files.apart import Workshop
from murakami.foundation.files.kinds import ACCEPTED
from murakami.foundation.files.refusals import FileRefused

ASKED = {"name": "a.png", "accept": ["image"], "size": 0}
BOMBS = {
    "picture of 3,600 million pixels": (images.bomb(60000, 60000), "a.png"),
    "page of 300 MB": (pdfs.bomb(size=300 * 1024 * 1024), "a.pdf"),
    "page packed twice": (pdfs.bomb(size=30 * 1024 * 1024, twice=True), "a.pdf"),
    "letter with 60 MB of nothing": (office.word().pack({"word/big.xml": bytes(60 * 1024 * 1024)}), "a.docx"),
    "letter whose entities laugh": (office.with_entities(), "a.docx"),
    "archive that grows": (archives.REFUSED["grows a thousand times"][0], "a.zip"),
    "PDF with a deep hole": (pdfs.deep(200_000), "a.pdf"),
}


@pytest.fixture
def workshop():
    workshop = Workshop()
    yield workshop
    workshop.close()


@pytest.mark.parametrize("bomb", BOMBS)
def test_rebuild__refuses_a_bomb_quickly_and_goes_on(workshop, bomb):
    data, name = BOMBS[bomb]
    began = time.process_time()
    with pytest.raises(FileRefused):
        workshop.rebuild(data, name=name, accept=frozenset(ACCEPTED))
    assert time.process_time() - began < 1, "the server itself has next to nothing to do"
    assert workshop.rebuild(images.saved("PNG"), name="a.png", accept=frozenset({"image"})).data


def test_rebuild__goes_on_after_its_process_has_died(workshop):
    first = workshop.rebuild(images.saved("PNG"), name="a.png", accept=frozenset({"image"}))
    workshop._child.kill()
    assert workshop.rebuild(images.saved("PNG"), name="a.png", accept=frozenset({"image"})) == first


@pytest.mark.parametrize("hurt", [lambda *_: b"x" * (8 * child.CHILD_MEMORY), lambda *_: os.kill(os.getpid(), 9), lambda *_: 1 / 0])
def test_fork__that_is_hurt_says_that_it_was_too_hard(monkeypatch, hurt):
    monkeypatch.setattr(child, "answer", hurt)
    assert b"too_hard" in child._ask_fork(ASKED, b"")


def test_fork__that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(child, "CHILD_WALL_SECONDS", 1)
    monkeypatch.setattr(child, "answer", lambda *_: time.sleep(60))
    assert b"too_hard" in child._ask_fork(ASKED, b"")


def test_serve__ends_when_nobody_asks():
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", buffering=0) as requests:
        child.serve(requests, io.BytesIO(), idle_seconds=0)
    os.close(writing)
