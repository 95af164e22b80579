"""Reading WeCom's XML: a root with children that hold text. Nothing else is believed.

By expat alone, which fetches nothing; a DOCTYPE ends the reading, so there are no entities that
could grow.
"""

from typing import NoReturn
from xml.parsers import expat

#: How deep and how many elements at most.
_DEEP, _MANY = 8, 200


class NoXml(Exception):
    """It is no XML of the shape that is documented."""


def read(content: bytes) -> dict[str, str]:
    """Read the texts of the root's children by name; of what is nested deeper nothing.

    Raises NoXml.
    """
    found: dict[str, str] = {}
    path: list[str] = []
    seen = 0

    def begin(name: str, _: dict[str, str]) -> None:
        nonlocal seen
        seen += 1
        path.append(name)
        if len(path) > _DEEP or seen > _MANY:
            raise NoXml("too deep or too much")
        if len(path) == 2:  # noqa: PLR2004 - a child of the root
            found[name] = ""

    def end(_: str) -> None:
        path.pop()

    def text(data: str) -> None:
        if len(path) == 2:  # noqa: PLR2004
            found[path[1]] += data

    def refuse(*_: object) -> NoReturn:
        raise NoXml("a DOCTYPE")

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise NoXml(str(error)) from None
    return {name: value.strip() for name, value in found.items()}
