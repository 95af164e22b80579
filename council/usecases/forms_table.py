"""Every form by its name."""

from collections.abc import Mapping
from types import MappingProxyType

from council.usecases.campaign_forms import CAMPAIGN_FORMS
from council.usecases.desk_forms import DESK_FORMS
from council.usecases.forms import Form
from council.usecases.pledge_forms import PLEDGE_FORMS
from council.usecases.poll_forms import POLL_FORMS
from council.usecases.receipt_forms import RECEIPT_FORMS
from council.usecases.refund_forms import REFUND_FORMS

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            *CAMPAIGN_FORMS,
            *DESK_FORMS,
            *PLEDGE_FORMS,
            *POLL_FORMS,
            *RECEIPT_FORMS,
            *REFUND_FORMS,
        )
    }
)
#: The kinds of drafts of those that are filed without a last look.
AT_ONCE = frozenset(form.kind for form in FORMS.values() if form.at_once)
