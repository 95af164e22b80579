"""The desk: acts on paper and for others; the table of contents."""

from council.counter.assisted import recording as assisted
from council.counter.assisted.commands import (
    ConfirmAssist,
    OverturnAssist,
    RecordAssist,
    RevokeAssist,
)
from council.counter.ballot_files.commands import TakeBallotsList
from council.counter.ballot_files.taking import take_ballots_list
from council.counter.deliveries.commands import NoteDelivery, RepeatDelivery
from council.counter.deliveries.noting import note_delivery, repeat_delivery
from council.counter.disowning import disown
from council.counter.follow_ups import calling as follow_ups
from council.counter.follow_ups.commands import ConfirmFollowUp, ContradictFollowUp, MissFollowUp
from council.counter.papers.commands import CorrectPaper
from council.counter.papers.correcting import correct_paper
from council.counter.papers.recording import record_paper
from council.counter.proxies.commands import RecordProxy, RevokeProxy
from council.counter.proxies.recording import record_proxy, revoke_proxy
from council.kernel.bus.use_cases import UseCases
from council.polls.ballots.commands import DisownBallot, RecordPaper

DESK: UseCases = {
    DisownBallot: disown,
    RecordPaper: record_paper,
    TakeBallotsList: take_ballots_list,
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
