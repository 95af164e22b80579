"""The clock tells whoever speaks that their time is nearly up."""

from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.floor.commands import FloorView, WarnSpeaker
from council.meetings.floor.doing import begin, deed


def warn(tx: Transaction, who: Person, command: WarnSpeaker) -> FloorView | Refusal:
    """Warn the speaker, once."""
    on = begin(tx, who, command.meeting, verb=command.verb)
    if isinstance(on, Refusal):
        return on
    it = on.facts.question
    speech = it.speech if it is not None else None
    if speech is None or speech.id != command.speech or speech.warned:
        return refuse("floor.nobody_speaks")
    on.keep(deed("warn", resident=speech.resident))
    return on.seen(said="floor.said.warn", bot="resident")


WARNING: UseCases = {WarnSpeaker: warn}
