"""What was found, in a chat: the first few with their excerpts, and the way to the page of all."""

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup, escape

from council.kernel.screens.parts import clip
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator
from council.overview.search.public import Hits
from council.overview.search.rules import Span

#: So many hits stand in one message.
SHOWN = 5
#: How long the question is in a sentence, in UTF-16 units.
QUESTION = 60


@render.register
def hits(outcome: Hits, say: Translator) -> Screen:
    """Say what was found, or what to try."""
    question = clip(outcome.question, QUESTION)
    if not outcome.asked:
        return Screen(text=str(say("search.how")), rows=(home_row(say),))
    if not outcome.hits:
        return Screen(text=str(say("search.none", question=question)), rows=(home_row(say),))
    lines = [say("search.found", n=outcome.paging.total, question=question)]
    for place, hit in enumerate(outcome.hits[:SHOWN], start=1):
        named = say(f"search.noun.{hit.noun}", number=hit.number)
        address = say.page(f"/{hit.noun}s/{hit.number}")
        title = _written(hit.title)
        if address:
            title = Markup('<a href="{}">{}</a>').format(address, title)
        lines.append(Markup("{}. {}\n{}\n{}").format(place, named, title, _written(hit.excerpt)))
    if not outcome.complete:
        lines.append(say("search.filling"))
    every = say.page("/search")
    if every:
        lines.append(say("search.page", address=f"{every}&q={quote(outcome.question)}"))
    return Screen(text="\n\n".join(line.strip() for line in lines), rows=(home_row(say),))


def _written(spans: Sequence[Span]) -> Markup:
    return Markup("").join(
        Markup("<b>{}</b>").format(span.text) if span.found else escape(span.text)
        for span in spans
    )
