"""``yishi`` without chance: a wall clock that stands, and ballots in one order for everybody.

What a demo's clock tells changes only when it is moved.
"""

from bot import answers, replies
from council.cli import main
from council.kernel.clock import Clock
from council.polls.ballots import reads as ballots
from tests.seen.chance import same_for_all

#: Any second after the story's first day does.
STANDS = 1_790_000_000.0
#: How long (s) an answer may be on its way.
PATIENCE = 60.0


def stand() -> None:
    """Make every clock of this process stand, and every ballot show the same."""
    Clock.__init__.__kwdefaults__.update(wall=lambda: STANDS, steady=lambda: 0.0)
    ballots.shuffled = same_for_all
    # On a busy machine an answer would be put by until a second that never comes.
    replies.PATIENCE = answers.PATIENCE = PATIENCE


if __name__ == "__main__":
    stand()
    main()
