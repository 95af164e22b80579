"""Searching, for everybody."""

from collections import defaultdict

from council.kernel.database.transaction import Transaction
from council.kernel.paging import Paging, paging
from council.kernel.texts import clean_line
from council.kernel.values import Person, value
from council.overview.search.index import Found, index_of
from council.overview.search.keeping import behind
from council.overview.search.rules import ASKED, Span, excerpt, marked, phrases
from council.overview.search.sources import SOURCES, PublicText

#: So many hits stand on one page.
HITS = 20


@value
class Hit:
    """One public matter that was found, with its title and an excerpt, the found words apart.

    ``number`` as its address has it; ``published_at`` as in PublicText.
    """

    noun: str
    number: str
    title: tuple[Span, ...]
    excerpt: tuple[Span, ...]
    published_at: int


@value
class Hits:
    """A part of what was found. ``question``: what was looked for, on one line.

    ``asked``: whether it has anything to look for, a letter or a digit. ``complete``: whether the
    index has all that is public; it may take a while to fill.
    """

    question: str
    asked: bool
    complete: bool
    paging: Paging
    hits: tuple[Hit, ...]


def find(tx: Transaction, who: Person, question: str = "") -> Hits:
    """Look for a question from a chat: the first page."""
    found = search(tx, who.community_id, question)
    assert found is not None, "there is always a first page"
    return found


def search(tx: Transaction, community_id: str, question: str, *, page: int = 1) -> Hits | None:
    """Look for a question; None where there is no such page of hits.

    What the index finds is read anew: what is public no longer is left out.
    """
    question = clean_line(question)[:ASKED]
    wanted = phrases(question)
    index = index_of(tx)
    total = 0
    found: tuple[Found, ...] = ()
    if wanted:
        offset = (page - 1) * HITS
        total, found = index.find(tx, community_id, wanted, limit=HITS, offset=offset)
    where = paging(page, total=total, size=HITS)
    if where is None:
        return None
    ids: dict[str, list[str]] = defaultdict(list)
    for each in found:
        ids[each.noun].append(each.subject_id)
    texts: dict[tuple[str, str], PublicText] = {
        (noun, text.subject_id): text
        for noun, wanted_ids in ids.items()
        for text in SOURCES[noun](tx, community_id, wanted_ids)
    }
    public = (texts.get((each.noun, each.subject_id)) for each in found)
    return Hits(
        question=question,
        asked=bool(wanted),
        complete=community_id not in behind(tx),
        paging=where,
        hits=tuple(
            Hit(
                noun=text.noun,
                number=text.number,
                title=marked(text.title, wanted),
                excerpt=excerpt(text.body, wanted),
                published_at=text.published_at,
            )
            for text in public
            if text is not None
        ),
    )
