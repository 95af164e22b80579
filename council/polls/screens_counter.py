"""What came over the counter in the street, said with a poll."""

from council.kernel.screens.translator import Translator
from council.polls.commands import CounterFigures


def counter_lines(figures: CounterFigures, say: Translator) -> list[str]:
    """Say what came over the desk, and what the calls told; nothing where nothing came."""
    lines = []
    if figures.assisted or figures.proxies:
        lines.append(say("poll.desk", assisted=figures.assisted, proxies=figures.proxies))
    if figures.lapsed:
        lines.append(say("poll.desk.lapsed", lapsed=figures.lapsed))
    if figures.called:
        lines.append(
            say(
                "poll.desk.called",
                called=figures.called,
                confirmed=figures.confirmed,
                not_reached=figures.not_reached,
                contradicted=figures.contradicted,
                drawn=figures.drawn,
            )
        )
    if figures.contradicted:
        lines.append(say("poll.desk.contradicted", contradicted=figures.contradicted))
    return [str(line) for line in lines]
