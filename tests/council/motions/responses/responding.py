"""Motions that wait for an answer, and the clock that watches them."""

from council.motions.commands import MotionView, ResponseView
from council.motions.reads import motion_view
from council.motions.responses.response import Response
from tests.council.conftest import NOON, Town
from tests.council.evening import motion, staff

HOUR = 3600
BODIES = ("manager", "owners_committee", "residents_committee", "subdistrict")


#: Who sits in the parties beside the manager's.
PEOPLE = {"业": "owners_committee", "居": "residents_committee", "街": "subdistrict"}


def everybody(town: Town) -> None:
    """Staff, and somebody in each party."""
    staff(town)
    for name, role in PEOPLE.items():
        town.person(name, role)


def addressed(town: Town) -> int:
    staff(town)
    return motion(town, addressee="manager")


def response(town: Town, number: int) -> ResponseView:
    view: MotionView = town.read("王", motion_view, number, "resident")
    assert view.response is not None
    return view.response


def kept(state: str = "asked", **more: object) -> Response:
    """A response that the manager was asked for at noon of Friday 30 January 2026."""
    fields: dict[str, object] = {
        "community_id": "c",
        "id": "r",
        "motion_id": "m",
        "addressee": "manager",
        "state": state,
        "asked_at": NOON,
        "acknowledge_by": NOON + 24 * HOUR,
        "answer_by": NOON + 48 * HOUR,
        "extended_at": 0,
        "extension_reason": "",
        "acknowledged_at": 0,
        "acknowledged_by": "",
        "answered_at": 0,
        "answered_by": "",
        "decision": "",
        "reason": "",
        "cost_fen": None,
        "responsible": "",
        "done_by": "",
        "remind": 6,
        "climb": 3,
        "bodies": " ".join(BODIES),
        "stopped_at": 0,
        "plan_by": 0,
        "planned_at": 0,
        "completed_at": 0,
        "completed_by": "",
    }
    return Response(**{**fields, **more})  # type: ignore[arg-type]
