"""What the tables leave to the channels, by bot and press, in the place of asking for a command."""

from collections.abc import Mapping

from council.chat import codes, read_back
from council.pressing import Own

OWN: Mapping[str, Mapping[str, Own]] = {
    "resident": {**codes.OWN["resident"], **read_back.OWN},
    "staff": codes.OWN["staff"],
}
