"""A file of rules as it was read: its text, its tables, and the line that is wrong."""

from typing import Any, NoReturn

from council.kernel.bad_setting import BadSetting
from council.kernel.values import value


class BadRulesError(BadSetting):
    """A rule file that cannot be used: file, line, what is wrong, what would be right."""

    def __init__(self, *, file: str, line: int, what: str, remedy: str) -> None:
        super().__init__(f"{file}, line {line}: {what}; {remedy}")
        self.file, self.line, self.what, self.remedy = file, line, what, remedy


@value
class Source:
    """A file as it was read, to point back into."""

    name: str
    text: str
    raw: dict[str, Any]

    @property
    def file(self) -> str:
        return f"{self.name}.toml"

    def bad(self, section: str, key: str, what: str, remedy: str) -> NoReturn:
        where = ".".join(part for part in (section, key) if part)
        raise BadRulesError(
            file=self.file,
            line=_line_of(self.text, section, key),
            what=f"{where}: {what}" if where else what,
            remedy=remedy,
        )


def _line_of(text: str, section: str, key: str) -> int:
    """Find the line of a key; where it is missing that of its section, else the first."""
    here, best = "", 1
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.strip()
        if words.startswith("["):
            here = words.split("]")[0].strip("[ ").replace('"', "")
            if here in (section, f"{section}.{key}" if section else key):
                best = number
        elif here == section and key and words.split("=")[0].strip(' "') == key:
            return number
    return best
