"""What can be done with the roll 产权清册: by whom, how."""

from council.commands.acts import act
from council.commands.owners import ConfirmOwners, OfferOwners, SettleOwners
from council.commands.roll import (
    ConfirmCorrection,
    ConfirmRemoval,
    ConfirmRoll,
    DropRoll,
    ImportRoll,
    OfferCorrection,
    OfferRoll,
    SettleNamesakes,
    SettleRollImport,
    ShowRollImport,
    StartCorrection,
    StartRollImport,
)
from council.commands.roll_reads import ReadUnit, TakeRoll

ROLL = (
    act("people.list_owners", "operator facilitator", OfferOwners, SettleOwners, ConfirmOwners),
    act(
        "roll.import",
        "operator facilitator",
        ImportRoll,
        StartRollImport,
        OfferRoll,
        SettleNamesakes,
        ConfirmRemoval,
        ShowRollImport,
        SettleRollImport,
        ConfirmRoll,
        DropRoll,
    ),
    act(
        "roll.correct", "operator facilitator", StartCorrection, OfferCorrection, ConfirmCorrection
    ),
    act("roll.read", "operator facilitator clerk", ReadUnit),
    act("roll.export", "operator facilitator clerk", TakeRoll),
)
