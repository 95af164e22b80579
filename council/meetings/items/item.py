"""An item of an agenda as it is kept."""

from council.kernel.values import value


@value
class Item:
    """An item with its motion; ``kind`` and ``lasts_minutes`` are empty where nobody has said so."""

    motion_id: str
    number: int
    title: str
    state: str
    legal_class: str
    meeting_id: str
    position: int
    kind: str
    lasts_minutes: int
    presenter: str
    consent: bool
    late: bool
    files: int
