"""Filing a proposal 提案: a new one, or a returned one that its author has corrected."""

from collections.abc import Sequence

from sqlalchemy import insert

from council.kernel.acts_log import newest_act, record
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.files import Attachment, attach
from council.kernel.outbox.enqueueing import holders, notify
from council.kernel.refusals import Refusal
from council.kernel.values import Person
from council.proposals.commands import ProposalFiled
from council.proposals.moving import OPEN_BUTTON, advance, movable
from council.proposals.proposal import Proposal
from council.proposals.sheet_texts import Sheet
from council.proposals.tables import proposals
from council.rules.records import rules_of


def returned(tx: Transaction, who: Person, number: int) -> Proposal | Refusal:
    """Lock a returned proposal for its author to correct."""
    return movable(tx, who, number, "correct")


def file_new(
    tx: Transaction, who: Person, sheet: Sheet, files: Sequence[Attachment]
) -> ProposalFiled:
    """File a proposal under the next number; facilitators are told."""
    proposal_id, number = tx.new_id(), next_number(tx, who.community_id, "proposals")
    row = {
        "community_id": who.community_id,
        "id": proposal_id,
        "number": number,
        "author_id": who.id,
        "title": sheet.title,
        "body": sheet.body,
        "state": "submitted",
        "submitted_at": tx.now,
        "changed_at": tx.now,
    }
    tx.connection.execute(insert(proposals), [row])
    attach(tx, who.community_id, "proposal", proposal_id, files)
    record(tx, who, "proposal.submit", "proposal", proposal_id, number=number, state="submitted")
    return _filed(tx, who, number, sheet.title, resubmitted=False)


def file_again(
    tx: Transaction, who: Person, proposal: Proposal, sheet: Sheet, files: Sequence[Attachment]
) -> ProposalFiled | Refusal:
    """File a returned proposal again, as it was corrected; facilitators are told."""
    texts = {"title": sheet.title, "body": sheet.body, "return_reason": None}
    state = advance(tx, who, proposal, "resubmit", verb="proposal.submit", **texts)
    if isinstance(state, Refusal):
        return state
    attach(tx, who.community_id, "proposal", proposal.id, files)
    return _filed(tx, who, proposal.number, sheet.title, resubmitted=True)


def _filed(
    tx: Transaction, who: Person, number: int, title: str, *, resubmitted: bool
) -> ProposalFiled:
    notify(
        tx,
        who.community_id,
        holders(who.community_id, "facilitator"),
        notice="proposal_submitted",
        subject=f"{number}/{newest_act(tx, who.community_id)}/{who.community_id}",
        params={"number": number, "title": title},
        buttons=((OPEN_BUTTON, "proposal.desk", (number,)),),
        bot="staff",
    )
    needed = rules_of(tx, who.community_id).floor.seconds
    return ProposalFiled(number=number, title=title, needed=needed, resubmitted=resubmitted)
