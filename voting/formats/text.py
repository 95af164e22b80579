"""Bytes to text: UTF-8 with or without BOM, else GB18030."""

from voting.formats.faults import bad


def decode(data: bytes, *, file: str) -> str:
    """Decode a file's bytes; raises ``BadInput`` where neither encoding fits."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise bad("file.encoding", file=file)
