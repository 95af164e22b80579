"""The desk: acts on paper and for others; the table of contents."""

from council.commands.assisted import ConfirmAssist, OverturnAssist, RecordAssist, RevokeAssist
from council.commands.deliveries import NoteDelivery, RepeatDelivery
from council.commands.follow_ups import (
    ConfirmFollowUp,
    ContradictFollowUp,
    MissFollowUp,
)
from council.commands.papers import CorrectPaper
from council.commands.proxies import RecordProxy, RevokeProxy
from council.usecases import assisted, follow_ups
from council.usecases.deliveries import note_delivery, repeat_delivery
from council.usecases.papers import correct_paper
from council.usecases.proxies import record_proxy, revoke_proxy
from council.usecases.table import UseCases

DESK: UseCases = {
    CorrectPaper: correct_paper,
    RecordAssist: assisted.record_assist,
    ConfirmAssist: assisted.confirm,
    RevokeAssist: assisted.revoke,
    OverturnAssist: assisted.overturn,
    ConfirmFollowUp: follow_ups.confirm,
    MissFollowUp: follow_ups.miss,
    ContradictFollowUp: follow_ups.contradict,
    NoteDelivery: note_delivery,
    RepeatDelivery: repeat_delivery,
    RecordProxy: record_proxy,
    RevokeProxy: revoke_proxy,
}
