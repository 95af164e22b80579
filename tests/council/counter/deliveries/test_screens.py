"""Door-to-door lists as the staff read them."""

import pytest

from council.counter.deliveries.commands import BuildingStands, DeliveryLists
from council.kernel.screens.render import render
from council.kernel.screens.translator import Translator


@pytest.mark.parametrize(
    ("locale", "name", "line", "button"),
    [
        ("zh_CN", "3", "3 号楼：未送 4", "🏢 3 号楼"),
        ("zh_CN", "3号楼", "3号楼：未送 4", "🏢 3号楼"),
        ("zh_CN", "沿街商铺", "沿街商铺：未送 4", "🏢 沿街商铺"),
        ("en", "3", "Building 3: 4 pending", "🏢 Building 3"),
        ("en", "Shops", "Shops: 4 pending", "🏢 Shops"),
    ],
)
def test_a_building_is_called_as_the_roll_calls_it(locale: str, name: str, line: str, button: str):
    stands = BuildingStands(place=0, name=name, counts={"pending": 4})

    lists = DeliveryLists(number=1, title="建停车场", buildings=(stands,), takes_entries=True)
    screen = render(lists, Translator(locale))

    assert screen.text.splitlines()[-1] == line
    assert button in [each.label for row in screen.rows for each in row]
