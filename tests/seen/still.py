"""``yishi`` on a wall clock that stands: what a demo's clock tells changes only when it is moved."""

from council.cli import main
from council.clock import Clock

#: Any second after the story's first day does.
STANDS = 1_790_000_000.0


def stand() -> None:
    """Make every clock of this process stand."""
    Clock.__init__.__kwdefaults__.update(wall=lambda: STANDS, steady=lambda: 0.0)


if __name__ == "__main__":
    stand()
    main()
