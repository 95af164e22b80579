"""What differs from run to run without a reason that people care for, written the same each time.

Codes, identifiers and hashes become ①, ②, … in the order in which they come in one text; addresses
of this machine, this working copy, temporary folders and the time a program took become a word.
"""

import re
from pathlib import Path

_CHANCE = re.compile(
    r"""
    \b01[0-9A-HJKMNP-TV-Z]{24}\b                                        # an id of ours
  | \b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b   # an identifier
  | \b[0-9a-f]{64}\b | \b[0-9a-f]{32}\b | (?<=W/")[0-9a-f]{20}\b       # a hash, an entity tag
  | \b[A-Z2-7]{26}\b | \b(?=[2-7 ]*[A-Z])[A-Z2-7]{5}[ ]?[A-Z2-7]{5}\b   # a join code
  | [ａ-ｚ２-７]{5}[ ]?[ａ-ｚ２-７]{5}                                  # one typed full-width
  | (?<=class="qrline"[ ])[^>]*                                         # the same as a picture
  | \b(?=[0-9-]*[A-Z])[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b              # a code in groups
    """,
    re.VERBOSE | re.ASCII,  # a Chinese word may stand right beside
)
_ROOT = str(Path(__file__).parents[2])
_HERE = re.compile(r"\b127\.0\.0\.1:[0-9]+")
_FOLDER = re.compile(r"/tmp/[\w./-]*?(?=/[\w.-]+\b(?![\w./-]*/)|[\s\"')]|$)")  # noqa: S108 - read, not used
#: What the machine's own clock says: times that people are told have no seconds.
_NOW = re.compile(r"\b20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_TOOK = re.compile(r"\b[0-9]+(?:\.[0-9]+)? ?(?:ms|µs|s)\b(?= ?[)\n]| of CPU)")


def plain(text: str) -> str:
    """Write a text as it would be written in any other run."""
    known: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        return known.setdefault(found[0].replace(" ", ""), f"«{len(known) + 1}»")

    text = text.replace(_ROOT, "«here»")
    text = _HERE.sub("«here»", _FOLDER.sub("«folder»", text))
    return _CHANCE.sub(name, _TOOK.sub("«took»", _NOW.sub("«now»", text)))
