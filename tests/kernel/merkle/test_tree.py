"""Trees and proofs against the known vectors of RFC 6962, the definition itself, and random lists."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.merkle.proofs import prove_consistency, prove_inclusion, verify_consistency, verify_inclusion
from murakami.kernel.merkle.tree import Frontier, hash_leaf, hash_node, root_of

# the eight leaves and roots with which Certificate Transparency implementations test themselves (RFC 6962)
LEAVES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]
ROOTS = [bytes.fromhex(text) for text in (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
HASHES = [hash_leaf(leaf) for leaf in LEAVES]
INCLUSION = {  # (index, size): path
    (0, 1): (),
    (0, 8): ("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
}
CONSISTENCY = {  # (old size, size): path
    (6, 8): ("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
             "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    (2, 5): ("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
}
lists = st.lists(st.binary(max_size=4), min_size=1, max_size=70).map(lambda data: [hash_leaf(each) for each in data])


def _defined(hashes: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word for word."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return hash_node(_defined(hashes[:k]), _defined(hashes[k:]))


def test_root_of__no_leaf_is_the_hash_of_nothing() -> None:
    assert root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_root_of__gives_the_known_roots(size: int) -> None:
    assert root_of(HASHES[:size]) == ROOTS[size - 1]


@pytest.mark.parametrize(("place", "path"), INCLUSION.items())
def test_prove_inclusion__gives_the_known_paths(place: tuple[int, int], path: tuple[str, ...]) -> None:
    index, size = place
    assert [step.hex() for step in prove_inclusion(HASHES[:size], index)] == list(path)


@pytest.mark.parametrize(("sizes", "path"), CONSISTENCY.items())
def test_prove_consistency__gives_the_known_paths(sizes: tuple[int, int], path: tuple[str, ...]) -> None:
    old_size, size = sizes
    assert [step.hex() for step in prove_consistency(HASHES[:size], old_size)] == list(path)


@given(lists, st.data())
def test_frontier__grown_in_any_slices_gives_the_defined_root(hashes: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(hashes)))
    kept = Frontier().grown(hashes[:at])
    again = Frontier.from_bytes(at, kept.to_bytes())
    assert again == kept
    assert again.grown(hashes[at:]).root() == _defined(hashes) == root_of(hashes)


@pytest.mark.parametrize("cut", [0, 1, 255, 256, 300, 600])
def test_frontier__gives_every_whole_subtree_of_the_kept_level_once(cut: int) -> None:
    hashes = [hash_leaf(str(number).encode()) for number in range(600)]
    frontier, first = Frontier().grown_with_nodes(hashes[:cut])
    _grown, second = frontier.grown_with_nodes(hashes[cut:])
    assert [(node.level, node.index) for node in first + second] == [(8, 0), (8, 1)]
    assert [node.hash for node in first + second] == [_defined(hashes[:256]), _defined(hashes[256:512])]


@pytest.mark.parametrize(("size", "peaks"), [(1, ()), (0, (b"x" * 32,)), (1, (b"short",)), (3, (b"x" * 32,)), (-1, (b"x" * 32,))])
def test_frontier__refuses_peaks_of_another_size(size: int, peaks: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="peaks"):
        Frontier(size, peaks)


@given(lists, st.data())
def test_inclusion__holds_for_this_leaf_here_and_nothing_else(hashes: list[bytes], data: st.DataObject) -> None:
    index, root = data.draw(st.integers(0, len(hashes) - 1)), root_of(hashes)
    path = prove_inclusion(hashes, index)
    assert verify_inclusion(leaf_hash=hashes[index], index=index, size=len(hashes), path=path, root=root)
    other = hash_leaf(b"another leaf than any in the list")
    assert not verify_inclusion(leaf_hash=other, index=index, size=len(hashes), path=path, root=root)
    assert not verify_inclusion(leaf_hash=hashes[index], index=index, size=len(hashes), path=path, root=other)
    assert not verify_inclusion(leaf_hash=hashes[index], index=index, size=len(hashes), path=(*path, other), root=root)
    for broken in _each_step_broken(path):
        assert not verify_inclusion(leaf_hash=hashes[index], index=index, size=len(hashes), path=broken, root=root)
    for place in (-1, len(hashes)):
        assert not verify_inclusion(leaf_hash=hashes[index], index=place, size=len(hashes), path=path, root=root)


@given(lists, st.data())
def test_consistency__holds_for_beginnings_only(hashes: list[bytes], data: st.DataObject) -> None:
    size, root = len(hashes), root_of(hashes)
    old_size = data.draw(st.integers(1, size))
    old_root, path = root_of(hashes[:old_size]), prove_consistency(hashes, old_size)
    other = hash_leaf(b"another leaf than any in the list")
    assert verify_consistency(old_size=old_size, old_root=old_root, size=size, root=root, path=path)
    assert not verify_consistency(old_size=old_size, old_root=other, size=size, root=root, path=path)
    assert not verify_consistency(old_size=old_size, old_root=old_root, size=size, root=other, path=path)
    assert not verify_consistency(old_size=old_size, old_root=old_root, size=size, root=root, path=(*path, other))
    assert not verify_consistency(old_size=size + 1, old_root=old_root, size=size, root=root, path=path)
    for broken in _each_step_broken(path):
        assert not verify_consistency(old_size=old_size, old_root=old_root, size=size, root=root, path=broken)


@given(lists, st.data())
def test_consistency__of_a_rewritten_past_cannot_be_shown(hashes: list[bytes], data: st.DataObject) -> None:
    old_size = data.draw(st.integers(1, len(hashes)))
    changed = list(hashes)
    changed[data.draw(st.integers(0, old_size - 1))] = hash_leaf(b"rewritten afterwards")
    path = prove_consistency(changed, old_size)
    assert not verify_consistency(old_size=old_size, old_root=root_of(hashes[:old_size]), size=len(changed),
                                  root=root_of(changed), path=path)


@pytest.mark.parametrize("wrong", [-1, 3])
def test_prove_inclusion__of_no_leaf_is_refused(wrong: int) -> None:
    with pytest.raises(IndexError):
        prove_inclusion(HASHES[:3], wrong)


@pytest.mark.parametrize("wrong", [0, 4])
def test_prove_consistency__of_no_beginning_is_refused(wrong: int) -> None:
    with pytest.raises(IndexError):
        prove_consistency(HASHES[:3], wrong)


def _each_step_broken(path: tuple[bytes, ...]) -> list[tuple[bytes, ...]]:
    wrong = hash_leaf(b"a wrong step")
    changed = [(*path[:n], wrong, *path[n + 1:]) for n in range(len(path))]
    return [*changed, *([path[:-1]] if path else [])]
