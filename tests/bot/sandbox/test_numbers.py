"""Numbers of updates and messages go on where an earlier run of the sandbox stopped."""

from pathlib import Path

from bot.sandbox.numbers import BLOCK, Numbers
from bot.sandbox.server import BotAccount, Sandbox


def numbered(file: Path | None) -> tuple[list[int], list[int]]:
    """Start a sandbox, let somebody write three messages; tells their updates' and own numbers."""
    sandbox = Sandbox((BotAccount(token="1:A", username="a_bot", name="A"),), numbers=file)
    side = sandbox.side(sandbox.add_person("王芳").id, "a_bot")
    written = [side.text(f"{n}") for n in range(3)]
    return [*side.bot.queue.pending], written


def test_a_start_goes_on_after_all_numbers_of_before(tmp_path: Path):
    file = tmp_path / "var" / "numbers.json"

    first, second, third = (numbered(file) for _ in range(3))

    for before, after in ((first, second), (second, third)):
        assert max(before[0]) < min(after[0])
        assert max(before[1]) < min(after[1])


def test_without_a_file_numbers_begin_anew():
    assert numbered(None) == numbered(None)


def test_a_block_is_set_aside_before_its_first_number_is_given(tmp_path: Path):
    file = tmp_path / "numbers.json"
    numbers = Numbers(file)

    numbers.use("a", numbers.begin("a", 5))

    assert Numbers(file).begin("a", 5) == 5 + BLOCK
