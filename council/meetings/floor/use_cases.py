"""The use cases of the floor 议事现场."""

from council.kernel.bus.use_cases import UseCases
from council.meetings.floor.chairing import CHAIRING
from council.meetings.floor.warning import WARNING

FLOOR: UseCases = {**CHAIRING, **WARNING}
