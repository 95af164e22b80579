"""Resolutions 决议: their list, one of them, its text and its objections."""

from council.kernel.acts.views import Shown, Typed, View
from council.resolutions import reads
from council.resolutions.tasks.reads import task

VIEWS: tuple[Shown, ...] = (
    View("resolution.confirm", reads.publication_check, "number", bots="staff"),
    View("resolutions", reads.resolution_list, "page"),
    View("resolution.show", reads.resolution, "number", page="/resolutions/{}"),
    View("resolution.task", task, "number position"),
    View("resolution.text", reads.resolution_text, "number"),
    View("resolution.objections", reads.objection_list, "number page"),
)
TYPED: tuple[Typed, ...] = (Typed("resolutions", bare="resolutions"),)
