"""What a visitor of the demo is told to try: lines of what waits, each with a phone and words to send."""

import pytest

from council.demo.guide import suggestions
from council.demo.seed import let_neighbours_join_in, seed
from council.kernel.app import App
from council.kernel.clock import Clock, FixedClock

BOTS = {"resident": "hall", "staff": "desk"}


@pytest.fixture
def clock() -> FixedClock:
    """The seed plans meetings ahead of a real-looking now."""
    return FixedClock(Clock().now())


async def test_the_first_screen_says_what_waits_and_on_whose_phone(app: App):
    await seed(app)
    await let_neighbours_join_in(app)

    told = await app.bus.read(lambda tx: suggestions(tx, BOTS))

    lines = [
        (one["who"]["zh"], one["bot"], one["send"], one["text"]["zh"].partition("，")[0])
        for one in told["suggestions"]
    ]
    assert lines == [
        ("居民·业主", "hall", "/propose", "向议事会提一个建议"),
        ("居民·业主", "hall", "/mine", lines[1][3]),
        ("居民·业主", "hall", "/mine", lines[2][3]),
        ("居民·业主", "hall", "/mine", "📅 和悦家园月度议事会"),
        (
            "召集人",
            "desk",
            "/today",
            "决议 2026-1（给六栋门口装无障碍坡道）还有 1 项落实事项未完成。",
        ),
        ("物业服务人", "desk", "/today", lines[5][3]),
        *lines[6:],
    ]
    assert "停车方案意向排序" in lines[1][3]
    assert "公共收益先办哪几件小事" in lines[2][3]
    assert "三栋楼道灯" in lines[5][3]
    assert "<" not in str(told)
    assert set(told["intro"]) == {"zh", "en"}
