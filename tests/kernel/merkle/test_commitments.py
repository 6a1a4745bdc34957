"""Commitments: opened by the salt, by nothing else; checkable in a shell."""

import subprocess

import pytest

from murakami.kernel.merkle.commitments import commit, is_commitment, opens

SALT, DIGEST = "0123456789abcdef0123456789abcdef", "a" * 64


def test_commit__is_what_a_shell_computes() -> None:
    said = subprocess.run(["sha256sum"], input=f"{SALT}{DIGEST}", capture_output=True, text=True, check=True).stdout
    assert commit(salt=SALT, digest=DIGEST) == f"sha256:{said.split()[0]}"
    assert is_commitment(commit(salt=SALT, digest=DIGEST))


def test_opens__only_with_its_salt_and_its_content() -> None:
    made = commit(salt=SALT, digest=DIGEST)
    assert opens(made, salt=SALT, digest=DIGEST)
    assert not opens(made, salt=SALT[::-1], digest=DIGEST)
    assert not opens(made, salt=SALT, digest="b" * 64)
    assert not opens(made, salt="", digest=DIGEST)


@pytest.mark.parametrize(("salt", "digest"), [("", DIGEST), ("short", DIGEST), ("村" * 30, DIGEST), (SALT, "A" * 64), (SALT, "a")])
def test_commit__refuses_what_would_hide_nothing(salt: str, digest: str) -> None:
    with pytest.raises(ValueError, match="salt"):
        commit(salt=salt, digest=digest)
