"""What can be done with forms half filled in: by whom, how.

The presses are the same for every form; which form it is, and for whom, the form engine judges.
"""

from council.kernel.acts.act import BOTH, Button, act
from council.kernel.forms.commands import (
    AnswerForm,
    AskOnForm,
    AttachToForm,
    DiscardDraft,
    DropForm,
    FileForm,
    PickOnForm,
    StartForm,
)

FORMS = (
    act(
        "form.fill",
        "resident",
        AnswerForm,
        AttachToForm,
        Button(StartForm, "form subject text", press="form.start", bots=BOTH),
        Button(
            StartForm,
            "form subject",
            press="form.anew",
            fixed={"anew": True},
            bots=BOTH,
        ),
        # The big key of a resident, and the button under many a screen.
        Button(
            StartForm,
            press="propose",
            fixed={"form": "proposal", "subject": "new"},
            bots="resident",
        ),
        Button(PickOnForm, "form subject revision code", press="form.pick", bots=BOTH),
        Button(AskOnForm, "form subject revision field", press="form.ask", bots=BOTH),
        Button(FileForm, "form subject revision", press="form.file", bots=BOTH),
        Button(DropForm, "form subject sure", press="form.drop", bots=BOTH),
    ),
    act("draft.discard", "resident", Button(DiscardDraft, bots=BOTH)),
)
