"""What everybody will read holds no number of a person, whichever way it came."""

from council.commands.message import Command, with_numbers_masked
from council.commands.proposals import StartProposal, WriteProposal
from council.usecases.dispatch import USE_CASES
from tests.council.conftest import Town
from tests.council.fund import decide, staff
from tests.council.usecases.filling import Filling, filled


def test_a_proposal_is_kept_without_the_telephone_number(town: Town):
    town.person("甲")
    town.act("甲", StartProposal)

    written = town.act("甲", WriteProposal, text="停车棚漏雨\n请联系 13800138000 老王")

    assert "13800138000" not in repr(written)
    assert "138********" in repr(written)


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
    made = WriteProposal(actor=town.people["甲"], text="停车棚漏雨")

    assert with_numbers_masked(made) is made
