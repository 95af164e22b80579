"""What happened on the floor stands in the minutes that are drafted when the meeting ends."""

from council.meetings.commands import AdjournMeeting
from tests.council.conftest import Town
from tests.council.meetings.floor.holding import opened
from tests.council.meetings.minutes.evening import texts


def test_what_happened_on_the_floor_stands_in_the_minutes(town: Town):
    evening = opened(town)
    evening.form("代", "body", "12")
    evening.member("李", "raise_against")
    evening.chair("give")
    evening.form("李", "floor_statement", "太贵了。")
    town.clock.at += 70
    evening.chair("end")
    evening.member("赵", "raise_order")
    evening.chair("refused")
    town.act("主", AdjournMeeting, number=evening.met)

    found = texts(town, evening.met)["m1"]

    assert "· 李（1 分 10 秒）：太贵了。" in found
    assert "赵" in found
