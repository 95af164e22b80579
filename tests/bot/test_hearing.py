"""A voice message in a resident's chat: heard, read back, and counted once its speaker says so."""

from dataclasses import dataclass, field

import pytest

from tests.bot.conftest import Stage

SILENCE = "没听清您说的话。"


@dataclass
class Engine:
    """Hears what it is told to."""

    words: list[str | None] = field(default_factory=list)
    heard: list[tuple[int, str]] = field(default_factory=list)

    async def text_of(self, audio: bytes, language: str) -> str | None:
        self.heard.append((len(audio) > 0, language))
        return self.words.pop(0)


@pytest.fixture
def engine(stage: Stage) -> Engine:
    """An engine in the place of the operator's program."""
    made = Engine()
    object.__setattr__(stage.app, "recogniser", made)
    return made


async def speak(stage: Stage, name: str) -> str:
    stage.side(name).voice()
    await stage.quiet()
    return stage.last(name)


async def test_a_spoken_command_counts_once_it_is_confirmed(stage: Stage, engine: Engine):
    await stage.join("甲")
    engine.words = ["我要投票。"]

    heard = await speak(stage, "甲")
    done = await stage.tap("甲", "对，就这样")

    assert heard == "我听到的是：\n我要投票。\n\n对不对？"
    assert done == await stage.say("甲", "/vote")
    assert engine.heard == [(True, "zh")]


async def test_spoken_words_fill_a_form_and_the_voice_message_is_kept_beside_them(
    stage: Stage, engine: Engine
):
    await stage.join("甲")
    await stage.say("甲", "/propose")
    await stage.say("甲", "楼道灯坏了一个月")
    engine.words = ["三栋二单元五楼到八楼的楼道灯坏了快一个月，请物业修。"]

    heard = await speak(stage, "甲")
    filled = await stage.tap("甲", "对，就这样")

    assert heard.startswith("我听到的是：\n三栋二单元")
    assert "三栋二单元五楼到八楼的楼道灯坏了快一个月，请物业修。" in filled
    assert "语音 1 段" in filled


async def test_whoever_says_no_may_say_it_again_or_mend_the_words(stage: Stage, engine: Engine):
    await stage.join("甲")
    await stage.say("甲", "/propose")
    engine.words = ["楼道等坏了一个月", "楼道灯坏了一个月"]

    await speak(stage, "甲")
    asked = await stage.tap("甲", "重说")
    await speak(stage, "甲")
    mending = await stage.tap("甲", "改字")
    typed = await stage.say("甲", "楼道灯坏了两个月")

    assert asked == "好的，请再说一遍，或者直接打字。"
    assert mending == "请复制下面的字，改好以后发给我：\n楼道灯坏了一个月"
    assert "楼道灯坏了两个月" in typed


async def test_what_is_not_heard_goes_the_way_of_before(stage: Stage, engine: Engine):
    await stage.join("甲")
    engine.words = [None, None]

    lost = await speak(stage, "甲")
    await stage.say("甲", "/propose")
    kept = await speak(stage, "甲")

    assert lost.startswith(SILENCE)
    assert "语音 1 段" in kept


async def test_without_an_engine_a_voice_message_is_kept_for_the_staff(stage: Stage):
    await stage.join("甲")

    lost = await speak(stage, "甲")
    await stage.say("甲", "/propose")
    kept = await speak(stage, "甲")

    assert lost.startswith("这里不能用这种消息。")
    assert "语音 1 段" in kept
