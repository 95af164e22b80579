"""Polls 表决: one verb, one function; the table of contents."""

from council.kernel.bus.use_cases import UseCases
from council.polls.commands import (
    AnnouncePoll,
    AnnulPoll,
    CertifyPoll,
    ClosePoll,
    CountPoll,
    DraftBudget,
    DraftMotionFromRanking,
    DraftRanking,
    DraftRatification,
    ExtendPoll,
    OpenPoll,
    RecordFirstClose,
    RemindVoters,
)
from council.polls.counting import certify_poll, close_poll, count_poll, record_first_close
from council.polls.drafting import draft_budget, draft_motion, draft_ranking, draft_ratification
from council.polls.moving import announce_poll, annul_poll, extend_poll, open_poll, remind_voters

POLLS: UseCases = {
    DraftRanking: draft_ranking,
    DraftBudget: draft_budget,
    DraftRatification: draft_ratification,
    DraftMotionFromRanking: draft_motion,
    AnnouncePoll: announce_poll,
    OpenPoll: open_poll,
    ExtendPoll: extend_poll,
    ClosePoll: close_poll,
    RecordFirstClose: record_first_close,
    CountPoll: count_poll,
    CertifyPoll: certify_poll,
    AnnulPoll: annul_poll,
    RemindVoters: remind_voters,
}
