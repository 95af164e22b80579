"""What can be done with the power-and-duty list 权责清单: by whom, how."""

from council.kernel.acts.act import Button, act
from council.rules.power_list.commands import (
    AdoptPowers,
    ConfirmPowers,
    DropPowers,
    OfferEarlier,
    OfferPowers,
    StartPowers,
)

POWERS = (
    act(
        "powers.adopt",
        "operator facilitator",
        AdoptPowers,
        Button(StartPowers, press="powers.import"),
        OfferPowers,
        Button(OfferEarlier, "number", press="powers.earlier"),
        Button(ConfirmPowers, "revision", press="powers.confirm"),
        Button(DropPowers, press="powers.drop"),
    ),
    act("powers.keep", "operator facilitator"),
)
