"""What everybody will read holds no number of a person, whichever way it came."""

from bot.sandbox.media import sample_photo
from council.dispatch import USE_CASES
from council.kernel.bus.command import Command, with_numbers_masked
from council.proposals.commands import ReturnProposal
from tests.council.conftest import Town
from tests.council.fund import decide, staff
from tests.council.kernel.forms.filling import Filling, filled


def test_a_proposal_is_kept_without_the_telephone_number(town: Town):
    town.person("甲")
    form = Filling(town, "甲", "proposal", "new")

    written = form.say("停车棚漏雨\n请联系 13800138000 老王")
    added = form.say("或者打 13900139000 也行。")
    captioned = form.send(sample_photo(90), "照片是 13700137000 拍的。")

    assert (written.masked, added.masked, captioned.masked) == (True, True, True)
    assert filled(captioned)["body"] == (
        "请联系 138******** 老王\n\n或者打 139******** 也行。\n\n照片是 137******** 拍的。"
    )


def test_a_campaign_s_text_is_kept_without_the_telephone_number(town: Town):
    staff(town)
    decide(town)
    form = Filling(town, "周召集", "campaign", "new")

    named = form.say("停车场众筹，问 13800138000")

    assert filled(named)["title"] == "停车场众筹，问 138********"


def test_every_public_field_is_a_text_of_its_command():
    public: dict[type[Command[object]], tuple[str, ...]] = {
        command: command.public for command in USE_CASES if command.public
    }

    assert len(public) > 10
    for command, fields in public.items():
        assert set(fields) <= set(command.__dataclass_fields__)


def test_a_command_without_such_a_number_stays_the_same(town: Town):
    town.person("甲")
    made = ReturnProposal(actor=town.people["甲"], number=1, reason="停车棚漏雨")

    assert with_numbers_masked(made) is made
