"""Notes and checkpoints: what other implementations have signed is read, what we sign has their form."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from murakami.kernel.merkle.checkpoints import Head, open_checkpoint, read_head, sign_checkpoint
from murakami.kernel.merkle.notes import NoteKey, NoteRefused, note_key, open_note, read_key, sign_note

# the example of the Go implementation's documentation (golang.org/x/mod/sumdb/note): key, secret, note
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SECRET = Ed25519PrivateKey.from_private_bytes(base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:])
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = TEXT + ("\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n")
# the test key of RFC 8032, 7.1, test 1,, under the name of a log
KEY = Ed25519PrivateKey.from_private_bytes(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
HEAD = Head("log.example/events", 3, bytes(range(32)))


def test_sign_note__writes_byte_for_byte_what_go_writes() -> None:
    assert sign_note(TEXT, name="PeterNeumann", private=SECRET) == SIGNED


def test_note_key__writes_itself_as_go_does() -> None:
    assert str(note_key("PeterNeumann", SECRET)) == PUBLIC
    assert read_key(PUBLIC + "\n") == note_key("PeterNeumann", SECRET)


def test_open_note__reads_what_go_has_signed() -> None:
    opened = open_note(SIGNED, keys=[read_key(PUBLIC)])
    assert (opened.text, [key.name for key in opened.signers]) == (TEXT, ["PeterNeumann"])


def test_open_note__passes_over_signatures_of_others_and_lists_all_that_are_known() -> None:
    cosigned = SIGNED + sign_note(TEXT, name="witness", private=KEY).partition("\n\n")[2]
    keys = [read_key(PUBLIC), note_key("witness", KEY)]
    assert [key.name for key in open_note(cosigned, keys=keys).signers] == ["PeterNeumann", "witness"]
    assert [key.name for key in open_note(cosigned, keys=keys[1:]).signers] == ["witness"]


@pytest.mark.parametrize("change", [
    lambda note: note.replace("cryptography", "cryptographY"),
    lambda note: note.replace("x08go/ZJ", "x08go/ZK"),
    lambda note: note.replace("PeterNeumann", "PeterNewmann"),
    lambda note: note.replace("— ", "- "),
    lambda note: note.replace("\n\n", "\n"),
    lambda note: note.removesuffix("\n"),
    lambda note: note.replace("then", "\tthen"),
    lambda note: note + "\n",
    lambda note: note + "— another AAAA\n",
    lambda note: note.replace("x08go", "?08go"),
    lambda note: "",
])
def test_open_note__refuses_what_has_been_changed_anywhere(change) -> None:
    with pytest.raises(NoteRefused):
        open_note(change(SIGNED), keys=[read_key(PUBLIC)])


def test_open_note__refuses_what_no_known_key_has_signed() -> None:
    with pytest.raises(NoteRefused, match="no known key"):
        open_note(SIGNED, keys=[note_key("PeterNeumann", KEY)])


@pytest.mark.parametrize("written", [
    "", "PeterNeumann", PUBLIC.replace("c74f20a3", "c74f20a4"), PUBLIC.replace("+ARpc", "+Arpc"), PUBLIC + "AAAA",
    PUBLIC.replace("Peter", "Peter "), PUBLIC.replace("PeterNeumann", ""),
])
def test_read_key__refuses_what_is_no_key(written: str) -> None:
    with pytest.raises(NoteRefused):
        read_key(written)


@pytest.mark.parametrize("text", ["no newline at the end", "tab\there\n", ""])
def test_sign_note__refuses_what_is_no_text_of_a_note(text: str) -> None:
    with pytest.raises(NoteRefused):
        sign_note(text, name="PeterNeumann", private=SECRET)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\n"])
def test_note_key__refuses_names_that_would_not_be_read_again(name: str) -> None:
    with pytest.raises(NoteRefused):
        NoteKey(name, bytes(32))


def test_sign_checkpoint__has_the_three_lines_of_c2sp() -> None:
    note = sign_checkpoint(HEAD, private=KEY)
    assert note.startswith("log.example/events\n3\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n— log.example/events ")
    assert open_checkpoint(note, keys=[note_key("log.example/events", KEY)]) == HEAD


def test_open_checkpoint__needs_the_signature_of_the_log_itself() -> None:
    other = sign_note(HEAD.to_text(), name="witness", private=SECRET)
    with pytest.raises(NoteRefused, match=r"log\.example/events"):
        open_checkpoint(other, keys=[note_key("witness", SECRET)])


def test_read_head__passes_over_lines_for_others() -> None:
    assert read_head(HEAD.to_text() + "an extension\n") == HEAD


@pytest.mark.parametrize("change", [
    ("3", "03"), ("3", "-3"), ("3", "３"), ("3", ""), ("AAEC", "AAE"), ("AAEC", "?AEC"), ("log.example/events", ""),
])
def test_read_head__refuses_what_is_no_checkpoint(change: tuple[str, str]) -> None:
    with pytest.raises(NoteRefused):
        read_head(HEAD.to_text().replace(*change, 1))
