"""Community consultations 社区协商: commands and their results."""

from dataclasses import field
from typing import ClassVar

from council.commands.message import Command, result
from council.commands.motions import MotionView
from council.domain.refusals import Param
from council.domain.values import value


@result
@value
class ConsultationSheet:
    """A half-written step about a motion 议案: its text, and a photo where one may go with it.

    ``asks`` is ``text``, ``photo`` (optional: it can be confirmed without) or empty.
    """

    motion: int
    title: str
    step: str
    text: str
    photo: bool
    asks: str
    revision: int
    stale: bool = False
    problem: str = ""
    problem_params: dict[str, Param] = field(default_factory=dict)


@value
class StartConsultationStep(Command[ConsultationSheet]):
    """Begin to write a step down: agree, dissent, settle, refer, implement, report or close."""

    verb: ClassVar[str] = "consultation.fill"
    number: int
    step: str


@value
class FillConsultationStep(Command[ConsultationSheet]):
    """The text of the step."""

    verb: ClassVar[str] = "consultation.fill"
    public: ClassVar[tuple[str, ...]] = ("text",)
    number: int
    text: str


@value
class AttachToConsultation(Command[ConsultationSheet]):
    """A photo (its bytes) that goes with the step."""

    verb: ClassVar[str] = "consultation.fill"
    number: int
    content: bytes


@value
class FileConsultationStep(Command[MotionView | ConsultationSheet]):
    """Take the step that the sheet shows; it is public at once."""

    verb: ClassVar[str] = "consultation.fill"
    number: int
    revision: int
