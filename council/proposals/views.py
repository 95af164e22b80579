"""Proposals 提案: lists and single ones, for residents and for the desk."""

from council.kernel.acts.views import Sends, Shown, Typed, View
from council.kernel.screens.translator import Translator
from council.kernel.screens.uploads import Upload, kept
from council.proposals.reads import (
    Photos,
    ask_withdraw,
    list_proposals,
    photos_of,
    show_proposal,
)
from council.proposals.reads_desk import (
    DeskFiles,
    desk_files,
    desk_list,
    desk_proposal,
    matter_groups,
    matters_to_pick,
    merge_targets,
)


def attached(found: DeskFiles | Photos, say: Translator) -> tuple[Upload, ...]:
    """What the author attached: our own copies."""
    return tuple(kept(file) for file in found.files)


VIEWS: tuple[Shown, ...] = (
    View("proposals", desk_list, "page", bots="staff"),
    View("proposal.desk", desk_proposal, "number", bots="staff"),
    View("proposal.merge_pick", merge_targets, "number page", bots="staff"),
    View("proposal.matters", matter_groups, "number", bots="staff"),
    View("proposal.matter", matters_to_pick, "number decides page", bots="staff"),
    # A proposal is judged before its files stand on a page.
    Sends("proposal.files", desk_files, attached, "number", unsent="proposal.files_not_sent"),
    View("proposals", list_proposals, "page", bots="resident"),
    View("proposal.show", show_proposal, "number", bots="resident", page="/matters/p{}"),
    Sends(
        "proposal.photos",
        photos_of,
        attached,
        "number",
        unsent="proposal.files_not_sent",
        then="proposal.show",
        bots="resident",
    ),
    View("proposal.withdraw", ask_withdraw, "number", bots="resident"),
)
TYPED: tuple[Typed, ...] = (
    Typed("propose", bare="propose", bots="resident"),
    Typed("proposals", bare="proposals", number="proposal.desk", bots="staff"),
    Typed("proposals", bare="proposals", number="proposal.show", bots="resident"),
    Typed("second", number="proposal.second", refused="proposal.number_needed", bots="resident"),
)
