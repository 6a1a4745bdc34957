"""Reading and writing the XML of a package: no entities, nothing fetched, no declarations of types."""

from typing import Any

from lxml import etree

from murakami.foundation.files.refusals import FileRefused

_DEEPEST = 200


def read_xml(data: bytes, *, name: str) -> Any:
    """Parse one part; gives its root. Raises FileRefused(`broken_office`), also for anything with a DOCTYPE."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
                             huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileRefused("broken_office", {"name": name}) from error
    told = root.getroottree().docinfo
    if told.internalDTD is not None or told.doctype:
        raise FileRefused("broken_office", {"name": name})
    return root


def write_xml(root: Any) -> bytes:
    """Write a part."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def local(element: Any) -> str:
    """Name an element without its namespace: both editions of the standard use the same names."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> tuple[str, str]:
    """Find an attribute by its local name: its whole name and its value; two empty texts where there is none."""
    return next(((key, value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), ("", ""))


def remove(element: Any) -> None:
    """Take an element out with everything in it, leaving the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: Any) -> None:
    """Put the content of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    remove(element)
