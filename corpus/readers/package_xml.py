"""The XML parts of EPUB, OpenDocument and Word files: parsed without entities, and nothing is fetched."""

import zipfile
from collections import Counter
from collections.abc import Mapping
from typing import Any

from ..wording import counted
from .archive import unpacked_member
from .origin import Origin

DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


def parsed_part(package: zipfile.ZipFile, name: str, origin: Origin) -> Any:
    """Parse a part of a package; the root element is lxml's, which has no types.

    Raises:
        KeyError: there is no such part.
        SyntaxError: it is not XML.
        UnreadableSource: it is locked or damaged.
    """
    from lxml import etree  # type: ignore[import-untyped]  # here for start-up time; no types

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.parse(unpacked_member(package, package.getinfo(name), origin), parser).getroot()


def words_of(element: Any) -> str | None:
    """Return an element's words; `None` if there are none or there is no element."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def counted_elements(root: Any, names: Mapping[str, str]) -> str:
    """Say how many elements of each tag in `names` there are: "2 pictures, 1 comment"; empty if there are none."""
    numbers = Counter(one.tag for one in root.iter() if one.tag in names)
    return ", ".join(counted(number, name) for tag, name in names.items() if (number := numbers[tag]))
