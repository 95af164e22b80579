"""What the tests of assisted acts share: files that are kept, and a whole record."""

from typing import Any

from council.counter.assisted.commands import RecordAssist
from council.kernel import files
from tests.council.conftest import Town

#: The first bytes of a video as a phone writes it: a track whose handler is of pictures.
CLIP = b"\x00\x00\x00\x18ftypisom" + b"\x00" * 8 + b"hdlr" + b"\x00" * 8 + b"vide" + b"clip"


def keep(town: Town, content: bytes = b"a photo", media_type: str = "image/jpeg") -> str:
    """Keep a file; tells its hash."""
    return town.app.bus.submit_run(
        lambda tx: files.keep(tx, town.id, content, media_type)
    ).result()


def assist(town: Town, name: str = "代", **fields: Any) -> Any:
    """Record that the volunteer 李志 helped the owner 甲 to agree."""
    file = keep(town)
    wanted: dict[str, Any] = {
        "poll": 1,
        "voter": "1-101",
        "owner": "甲",
        "said": "agree",
        "helper": "李志",
        "helper_role": "volunteer",
        "desk": "三号楼代办点",
        "reason": "eyesight",
        "consent": "signature",
        "evidence": file,
        "serial": "A-1",
        "scan": file,
        "contact": "居委会 小周 0571-1234",
        "statement_read": True,
        "read_back": True,
        "slip_given": True,
    }
    return town.act(name, RecordAssist, **{**wanted, **fields})
