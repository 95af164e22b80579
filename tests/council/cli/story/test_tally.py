"""What came is counted of rows that are swept away after a while."""

from council.cli.story.tally import Tally


def test_what_grew_between_two_looks_is_added_up():
    tally = Tally()

    tally.look({"acts telegram": 5, "notices web": 1})
    tally.look({"acts telegram": 2, "notices web": 1})  # three were swept away
    tally.look({"acts telegram": 6, "acts wecom": 1, "notices web": 0})

    assert tally.told() == {"acts": {"telegram": 9, "wecom": 1}, "notices": {"web": 1}}
