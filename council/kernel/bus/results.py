"""Results and refusals as JSON, kept beside the processed update.

A redelivered update gets the answer that its first delivery earned, whatever has changed since.
"""

import json
from contextlib import suppress
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from council.kernel.bus.command import RESULTS
from council.kernel.refusals import Refusal, refuse


@cache
def _adapter(cls: Any) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


def encode(outcome: object) -> str:
    """Write an outcome as ``["ClassName", {…}]``."""
    cls: Any = type(outcome)
    name, adapter = cls.__name__, _adapter(cls)
    return f'["{name}",{adapter.dump_json(outcome).decode()}]'


def decode(kept: str) -> object:
    """Read back what ``encode`` wrote; what another version of the program wrote otherwise was done."""
    name, fields = json.loads(kept)
    cls = Refusal if name == "Refusal" else RESULTS.get(name)
    if cls is not None:
        with suppress(ValidationError):
            return _adapter(cls).validate_python(fields)
    return refuse("update.done_before")
