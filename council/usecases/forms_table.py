"""Every form by its name."""

from collections.abc import Mapping
from types import MappingProxyType

from council.usecases.campaign_forms import CAMPAIGN_FORMS
from council.usecases.consultation_forms import CONSULT
from council.usecases.desk_forms import DESK_FORMS
from council.usecases.follow_up_forms import DENIAL
from council.usecases.forms import Form
from council.usecases.meeting_forms import MEETING_FORMS
from council.usecases.motion_forms import MOTION_FORMS
from council.usecases.pledge_forms import PLEDGE_FORMS
from council.usecases.poll_forms import POLL_FORMS
from council.usecases.proposal_forms import PROPOSAL_FORM
from council.usecases.receipt_forms import RECEIPT_FORMS
from council.usecases.refund_forms import REFUND_FORMS
from council.usecases.resolution_forms import RESOLUTION_FORMS
from council.usecases.response_forms import RESPONSE_FORMS
from council.usecases.screening_forms import SCREENING_FORMS
from council.usecases.vote_forms import VOTE

_FORMS = (
    PROPOSAL_FORM,
    *SCREENING_FORMS,
    *MOTION_FORMS,
    *RESPONSE_FORMS,
    CONSULT,
    *MEETING_FORMS,
    VOTE,
    *POLL_FORMS,
    *DESK_FORMS,
    DENIAL,
    *RESOLUTION_FORMS,
    *CAMPAIGN_FORMS,
    *PLEDGE_FORMS,
    *RECEIPT_FORMS,
    *REFUND_FORMS,
)
FORMS: Mapping[str, Form] = MappingProxyType({form.name: form for form in _FORMS})
#: The kinds of drafts of those that are not waited for long.
BRIEF = frozenset(form.kind for form in FORMS.values() if form.brief or form.at_once)
