"""Every form by its name."""

from council.campaigns.bank_statements.forms import BANK_FORMS
from council.campaigns.forms import CAMPAIGN_FORMS
from council.campaigns.funds.forms import FUND_FORMS
from council.campaigns.keepers.forms import KEEPER_FORMS
from council.campaigns.payments.forms import PAYMENT_FORMS
from council.campaigns.pledges.forms import PLEDGE_FORMS
from council.campaigns.receipts.forms import RECEIPT_FORMS
from council.campaigns.refunds.claim_forms import CLAIM_FORMS
from council.campaigns.refunds.forms import REFUND_FORMS
from council.counter.follow_ups.forms import DENIAL
from council.counter.forms import DESK_FORMS
from council.kernel.forms.form import FORMS, offer
from council.meetings.arrivals.forms import ARRIVAL_FORMS
from council.meetings.floor.conduct_forms import CONDUCT_FORMS
from council.meetings.floor.forms import FLOOR_FORMS
from council.meetings.floor.note_forms import NOTE_FORMS
from council.meetings.forms import MEETING_FORMS
from council.meetings.items.forms import ITEM_FORMS
from council.meetings.series.forms import SERIES_FORMS
from council.meetings.votes.forms import VOTE
from council.motions.consultations.forms import CONSULT
from council.motions.forms import MOTION_FORMS
from council.motions.responses.forms import RESPONSE_FORMS
from council.motions.responses.forms_after import AFTER_FORMS
from council.motions.responses.forms_between import BETWEEN_FORMS
from council.polls.forms import POLL_FORMS
from council.proposals.forms import PROPOSAL_FORM
from council.proposals.screening_forms import SCREENING_FORMS
from council.resolutions.forms import RESOLUTION_FORMS
from council.resolutions.forms_afterwards import AFTERWARDS_FORMS
from council.resolutions.tasks.forms import TASK_FORMS
from council.statements.forms import STATEMENT_FORMS

offer(
    PROPOSAL_FORM,
    *SCREENING_FORMS,
    *MOTION_FORMS,
    *RESPONSE_FORMS,
    *BETWEEN_FORMS,
    *AFTER_FORMS,
    CONSULT,
    *STATEMENT_FORMS,
    *MEETING_FORMS,
    *ARRIVAL_FORMS,
    *ITEM_FORMS,
    *SERIES_FORMS,
    VOTE,
    *FLOOR_FORMS,
    *CONDUCT_FORMS,
    *NOTE_FORMS,
    *POLL_FORMS,
    *DESK_FORMS,
    DENIAL,
    *RESOLUTION_FORMS,
    *AFTERWARDS_FORMS,
    *TASK_FORMS,
    *CAMPAIGN_FORMS,
    *BANK_FORMS,
    *KEEPER_FORMS,
    *PLEDGE_FORMS,
    *RECEIPT_FORMS,
    *REFUND_FORMS,
    *CLAIM_FORMS,
    *PAYMENT_FORMS,
    *FUND_FORMS,
)
__all__ = ["BRIEF", "FORMS"]

#: The kinds of drafts of those that are not waited for long.
BRIEF = frozenset(form.kind for form in FORMS.values() if form.brief or form.at_once)
