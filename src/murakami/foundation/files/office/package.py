"""A package packed anew: parts of known kinds, relationships that stay inside, a list of contents written by us."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from murakami.foundation.files.archives import Allowance, open_archive, read_entry
from murakami.foundation.files.images import rebuild_image
from murakami.foundation.files.kinds import content_type_of
from murakami.foundation.files.office.cleaning import clean_part
from murakami.foundation.files.office.parts import (
    MAIN,
    PICTURES,
    RELATIONSHIPS,
    WITH_MACROS,
    XML_PARTS,
    code_of_dropped,
)
from murakami.foundation.files.office.xml import local, read_xml, write_xml
from murakami.foundation.files.refusals import FileRefused

_TYPES: Final = "[Content_Types].xml"
_TYPES_SPACE: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS_SPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*\Z")
_MADE_AT: Final = (1980, 1, 1, 0, 0, 0)


@dataclass
class _Package:
    """What is kept of a package while it is made: names to bytes, names to content types, what went."""

    name: str
    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    removed: Counter[str] = field(default_factory=Counter)


def rebuild_office(data: bytes, *, content_type: str, name: str) -> tuple[bytes, Counter[str]]:
    """Return a docx, xlsx or pptx packed anew, and what was left out.

    Raises FileRefused(`broken_office`, `archive_…`, `too_many_pixels` …).
    """
    package = _read(data, content_type=content_type, name=name)
    relations = {part: _keep_relations(package, part) for part in _with_root(package)}
    for part in [part for part, kind in package.types.items() if kind not in PICTURES]:
        root = read_xml(package.parts[part], name=name)
        package.removed += clean_part(root, kept=frozenset(_ids(relations[part])))
        package.parts[part] = write_xml(root)
    _refuse_empty(package, content_type=content_type)
    return _write(package, relations), +package.removed


def _read(data: bytes, *, content_type: str, name: str) -> _Package:
    package, left, sent = _Package(name), Allowance(), dict[str, bytes]()
    with open_archive(data, name=name, left=left) as archive:
        for entry in archive.infolist():
            if not entry.is_dir():
                sent[entry.filename] = read_entry(archive, entry, name=name, left=left)
    if len({part.lower() for part in sent}) != len(sent) or _TYPES not in sent:
        raise FileRefused("broken_office", {"name": name})
    declared = _declared_types(read_xml(sent[_TYPES], name=name))
    for part, content in sent.items():
        if part != _TYPES:
            _take(package, part, content, kind=declared(part), whole=content_type)
    package.parts |= {part: content for part, content in sent.items() if _is_relations(part)}
    return package


def _declared_types(root: Any) -> Any:
    by_ending = {one.get("Extension", "").lower(): one.get("ContentType", "") for one in root if local(one) == "Default"}
    by_name = {one.get("PartName", "").lstrip("/").lower(): one.get("ContentType", "")
               for one in root if local(one) == "Override"}
    return lambda part: by_name.get(part.lower(), by_ending.get(part.rpartition(".")[2].lower(), "")).replace(
        "image/jpg", "image/jpeg")


def _take(package: _Package, part: str, content: bytes, *, kind: str, whole: str) -> None:
    """Keep a part whose kind is on the list and whose bytes are of that kind; note what goes."""
    if kind in WITH_MACROS:
        package.removed["macro"] += 1
        kind = WITH_MACROS[kind]
    if _is_relations(part):
        return
    if _PART.match(part) and kind in XML_PARTS[whole]:
        package.parts[part], package.types[part] = content, kind
    elif _PART.match(part) and kind in PICTURES and content_type_of(content) == kind:
        _take_picture(package, part, content, kind=kind)
    else:
        package.removed[code_of_dropped(part, kind)] += 1


def _take_picture(package: _Package, part: str, content: bytes, *, kind: str) -> None:
    try:
        _, clean, removed = rebuild_image(content, content_type=kind, name=package.name, kind=PICTURES[kind])
    except FileRefused as refused:
        if refused.code != "broken":
            raise
        package.removed["picture"] += 1
        return
    package.parts[part], package.types[part] = clean, kind
    package.removed += removed


def _keep_relations(package: _Package, part: str) -> list[Any]:
    """Keep the relationships of a part that lead to parts that are kept."""
    path = _relations_of(part)
    if path not in package.parts:
        return []
    kept = []
    for one in read_xml(package.parts[path], name=package.name):
        if _leads_inside(package, part, one):
            kept.append(one)
        elif one.get("TargetMode", "").lower() == "external":
            is_template = one.get("Type", "").endswith("/attachedTemplate")
            package.removed["remote_template" if is_template else "external_link"] += 1
    return kept


def _leads_inside(package: _Package, part: str, relation: Any) -> bool:
    if relation.get("TargetMode", "Internal").lower() != "internal":
        return False
    return _target(part, relation.get("Target", "")) in package.types


def _target(part: str, target: str) -> str:
    folder = posixpath.dirname(part)
    return posixpath.normpath(posixpath.join("/" + folder, target.partition("#")[0])).lstrip("/")


def _write(package: _Package, relations: Mapping[str, list[Any]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, _TYPES, _list_types(package))
        for part, kept in relations.items():
            if kept:
                _put(archive, _relations_of(part), _list_relations(kept))
        for part in package.types:
            _put(archive, part, package.parts[part])
    return written.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=_MADE_AT)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    archive.writestr(entry, content)


def _list_types(package: _Package) -> bytes:
    root = etree.Element(f"{{{_TYPES_SPACE}}}Types", nsmap={None: _TYPES_SPACE})
    etree.SubElement(root, f"{{{_TYPES_SPACE}}}Default", Extension="rels", ContentType=RELATIONSHIPS)
    for part, kind in package.types.items():
        etree.SubElement(root, f"{{{_TYPES_SPACE}}}Override", PartName=f"/{part}", ContentType=kind)
    return write_xml(root)


def _list_relations(kept: list[Any]) -> bytes:
    root = etree.Element(f"{{{_RELS_SPACE}}}Relationships", nsmap={None: _RELS_SPACE})
    for one in kept:
        said = {key: one.get(key, "") for key in ("Id", "Type", "Target")}
        etree.SubElement(root, f"{{{_RELS_SPACE}}}Relationship", said)
    return write_xml(root)


def _refuse_empty(package: _Package, *, content_type: str) -> None:
    """Refuse what has no main part, or a workbook whose every sheet was something else."""
    kinds = set(package.types.values())
    needs_sheet = content_type.endswith("spreadsheetml.sheet") and not any("worksheet" in kind for kind in kinds)
    if MAIN[content_type] not in kinds or needs_sheet:
        raise FileRefused("broken_office", {"name": package.name})


def _with_root(package: _Package) -> list[str]:
    return ["", *package.types]


def _ids(relations: list[Any]) -> list[str]:
    return [one.get("Id", "") for one in relations]


def _relations_of(part: str) -> str:
    folder, _, last = part.rpartition("/")
    return f"{folder}/_rels/{last}.rels".lstrip("/")


def _is_relations(part: str) -> bool:
    return part.endswith(".rels")
