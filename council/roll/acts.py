"""What can be done with the roll 产权清册: by whom, how."""

from council.kernel.acts.act import Button, act
from council.roll.commands import (
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
from council.roll.owners.commands import ConfirmOwners, OfferOwners, SettleOwners
from council.roll.reading_commands import ReadUnit, TakeRoll

ROLL = (
    act(
        "people.list_owners",
        "operator facilitator",
        Button(OfferOwners, press="owners"),
        Button(SettleOwners, "revision answer place", press="owners.settle"),
        Button(ConfirmOwners, "revision", press="owners.confirm"),
    ),
    act(
        "roll.import",
        "operator facilitator",
        ImportRoll,
        Button(StartRollImport, press="roll.import"),
        OfferRoll,
        Button(SettleNamesakes, "revision answer place", press="roll.settle"),
        ConfirmRemoval,
        Button(ShowRollImport, press="roll.second"),
        Button(SettleRollImport, "answer id", press="roll.settle_second"),
        Button(ConfirmRoll, "revision", press="roll.confirm"),
        Button(DropRoll, press="roll.drop"),
    ),
    act(
        "roll.correct",
        "operator facilitator",
        Button(StartCorrection, "field unit", press="roll.correct"),
        OfferCorrection,
        Button(ConfirmCorrection, "revision", press="roll.corrected"),
    ),
    act("roll.read", "operator facilitator clerk", ReadUnit),
    act("roll.export", "operator facilitator clerk", TakeRoll),
)
