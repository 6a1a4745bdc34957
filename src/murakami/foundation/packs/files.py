"""Walks the directory of a pack and reads its files; knows no part by name but `texts`."""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Final

from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import PackSource, SourceFile
from murakami.foundation.packs.yaml_reader import read_yaml

MANIFEST: Final = "pack.yaml"
TEXTS: Final = "texts"
TEXT_DIRECTORIES: Final = ("ja", "easy", "en")
_OTHER_FILES: Final = {".md", ".txt"}


def read_pack_files(path: FilePath, *, parts: frozenset[str]) -> tuple[PackSource, list[Problem]]:
    """Read every file of a pack; `parts` are the directories that a pack may have.

    Never raises for what the files hold: an unreadable file is a problem.
    """
    problems: list[Problem] = []
    manifest = _read(path / MANIFEST, path, problems) if (path / MANIFEST).is_file() else None
    if manifest is None and not (path / MANIFEST).is_file():
        problems.append(
            _file_problem(
                shown(path, path),
                Said(f"{MANIFEST} がありません。", f"There is no {MANIFEST}."),
                Said(
                    f"パックの一番上に {MANIFEST} を置いてください（パックの場所が正しいかも見てください）。",
                    f"Put {MANIFEST} at the top of the pack, or correct the path.",
                ),
            )
        )
    found: dict[str, tuple[SourceFile, ...]] = {}
    texts: dict[str, tuple[SourceFile, ...]] = {}
    for directory in _directories(path):
        if directory.name == TEXTS:
            for language in _directories(directory):
                _refuse_name(language, path, frozenset(TEXT_DIRECTORIES), problems)
                texts[language.name] = tuple(_read_all(language, path, problems))
        else:
            _refuse_name(directory, path, parts | {TEXTS}, problems)
            found[directory.name] = tuple(_read_all(directory, path, problems))
    source = PackSource(path, shown(path, path), (manifest,) if manifest else (), found, texts)
    return source, problems


def shown(path: FilePath, pack: FilePath) -> str:
    """Write a path as people see it: from the pack's own directory on, `standard/kinds/person.yaml`."""
    return str(path.resolve().relative_to(pack.resolve().parent))


def _directories(path: FilePath) -> Iterator[FilePath]:
    if path.is_dir():
        yield from sorted(child for child in path.iterdir() if child.is_dir() and not child.name.startswith("."))


def _read_all(directory: FilePath, pack: FilePath, problems: list[Problem]) -> Iterator[SourceFile]:
    for path in sorted(directory.rglob("*")):
        if not path.is_file() or path.name.startswith(".") or path.suffix in _OTHER_FILES:
            continue
        if path.suffix != ".yaml":
            problems.append(
                _file_problem(
                    shown(path, pack),
                    Said("YAMLファイルではありません。", "This is not a YAML file."),
                    Said(
                        "名前の終わりを .yaml にするか、このファイルをほかの場所に移してください。",
                        "Name it .yaml, or move it elsewhere.",
                    ),
                )
            )
            continue
        source = _read(path, pack, problems)
        if source is not None:
            yield source


def _read(path: FilePath, pack: FilePath, problems: list[Problem]) -> SourceFile | None:
    name = shown(path, pack)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(
            _file_problem(
                name,
                Said("UTF-8の文字ではないものが入っています。", "The file is not UTF-8."),
                Said("文字コードをUTF-8にして保存し直してください。", "Save it as UTF-8."),
            )
        )
        return None
    documents, complaints = read_yaml(text)
    problems.extend(
        Problem(name, one.line, one.key, one.problem.ja, one.mend.ja, one.problem.en, one.mend.en) for one in complaints
    )
    return SourceFile(path, name, text, tuple(document for document in documents if document.data is not None))


def _refuse_name(directory: FilePath, pack: FilePath, known: frozenset[str], problems: list[Problem]) -> None:
    if directory.name not in known:
        problems.append(
            _file_problem(
                shown(directory, pack),
                Said(
                    f"パックに「{directory.name}」というフォルダーはありません。",
                    f"A pack has no directory {directory.name!r}.",
                ),
                mend_word(directory.name, known),
            )
        )


def _file_problem(name: str, problem: Said, mend: Said) -> Problem:
    return Problem(name, 0, "", problem.ja, mend.ja, problem.en, mend.en)
