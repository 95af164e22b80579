"""Motions that wait for an answer, and the clock that watches them."""

from council.motions.commands import MotionView, ResponseView
from council.motions.reads import motion_view
from tests.council.conftest import Town
from tests.council.evening import motion, staff

HOUR = 3600


def addressed(town: Town) -> int:
    staff(town)
    return motion(town, addressee="manager")


def response(town: Town, number: int) -> ResponseView:
    view: MotionView = town.read("王", motion_view, number, "resident")
    assert view.response is not None
    return view.response
