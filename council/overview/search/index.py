"""The two indexes of words, one for each database, behind one face.

SQLite: FTS5 over our pieces, parted by blanks. PostgreSQL: a ``tsvector`` made of the same pieces
with their places, the title's with weight A, under a GIN index; neither its parser nor any of its
dictionaries sees a text. A hit has every phrase; what has all of them in its title comes first, then
the newest.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from typing_extensions import override

from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.overview.search.rules import Phrase, pieces
from council.overview.search.sources import PublicText
from council.overview.search.tables import searched

#: A place between title and body, so that no phrase reaches from one into the other.
_GAP: Final = 2


@value
class Found:
    """What the index knows of one hit."""

    noun: str
    subject_id: str


class WordIndex(ABC):
    """One database's index of words."""

    @abstractmethod
    def put(self, tx: Transaction, community_id: str, found: Sequence[PublicText]) -> None:
        """Keep texts that are not in the index."""

    @abstractmethod
    def drop(self, tx: Transaction, community_id: str, noun: str, ids: Collection[str]) -> None:
        """Leave out texts that may be in the index."""

    @abstractmethod
    def hit(self, wanted: Sequence[Phrase]) -> ColumnElement[bool]:
        """Whether a row of ``searched`` has every phrase."""

    @abstractmethod
    def hit_in_title(self, wanted: Sequence[Phrase]) -> ColumnElement[bool]:
        """Whether its title has."""

    def find(
        self,
        tx: Transaction,
        community_id: str,
        wanted: Sequence[Phrase],
        *,
        limit: int,
        offset: int,
    ) -> tuple[int, tuple[Found, ...]]:
        """Tell how many texts have every phrase, and some of them: all in the title first, then the newest.

        Where there are none behind ``offset``, how many there are is told as 0.
        """
        s = searched.c
        query: Select[Any] = (
            select(s.noun, s.subject_id, func.count().over().label("total"))
            .where(s.community_id == community_id, self.hit(wanted))
            .order_by(
                self.hit_in_title(wanted).desc(),
                s.published_at.desc(),
                s.noun,
                s.subject_id.desc(),
            )
            .limit(limit)
            .offset(offset)
        )
        rows = tx.connection.execute(query).all()
        found = tuple(Found(noun=row.noun, subject_id=row.subject_id) for row in rows)
        return (rows[0].total if rows else 0), found


def _row(community_id: str, it: PublicText) -> dict[str, Any]:
    return {
        "community_id": community_id,
        "noun": it.noun,
        "subject_id": it.subject_id,
        "number": it.number,
        "published_at": it.published_at,
    }


def title_of(it: PublicText) -> str:
    """Tell what is searched as a title: a resolution is called by its number too."""
    return f"{it.title} {it.number}" if it.noun == "resolution" else it.title


class _Sqlite(WordIndex):
    """FTS5."""

    words = table("searched_words", column("rowid"), column("title"), column("body"))

    @override
    def put(self, tx: Transaction, community_id: str, found: Sequence[PublicText]) -> None:
        if not found:
            return
        last = tx.connection.scalar(select(func.max(self.words.c.rowid))) or 0
        numbered = list(enumerate(found, last + 1))
        tx.connection.execute(
            insert(self.words),
            [
                {
                    "rowid": doc,
                    "title": " ".join(pieces(title_of(it))),
                    "body": " ".join(pieces(it.body)),
                }
                for doc, it in numbered
            ],
        )
        tx.connection.execute(
            insert(searched), [_row(community_id, it) | {"doc": doc} for doc, it in numbered]
        )

    @override
    def drop(self, tx: Transaction, community_id: str, noun: str, ids: Collection[str]) -> None:
        s = searched.c
        gone = (s.community_id == community_id, s.noun == noun, s.subject_id.in_(ids))
        docs = tx.connection.scalars(select(s.doc).where(*gone)).all()
        tx.connection.execute(delete(self.words).where(self.words.c.rowid.in_(docs)))
        tx.connection.execute(delete(searched).where(*gone))

    @override
    def hit(self, wanted: Sequence[Phrase]) -> ColumnElement[bool]:
        return self._among(" AND ".join(map(_fts5, wanted)))

    @override
    def hit_in_title(self, wanted: Sequence[Phrase]) -> ColumnElement[bool]:
        return self._among(" AND ".join(f"title : {_fts5(phrase)}" for phrase in wanted))

    def _among(self, question: str) -> ColumnElement[bool]:
        return searched.c.doc.in_(
            select(self.words.c.rowid).where(
                column("searched_words").op("MATCH")(literal(question))
            )
        )


class _Postgres(WordIndex):
    """A ``tsvector``."""

    @override
    def put(self, tx: Transaction, community_id: str, found: Sequence[PublicText]) -> None:
        if not found:
            return
        words = cast(bindparam("pieces", type_=Text), TSVECTOR)
        rows = [_row(community_id, it) | {"pieces": _tsvector(it)} for it in found]
        tx.connection.execute(insert(searched).values(words=words), rows)

    @override
    def drop(self, tx: Transaction, community_id: str, noun: str, ids: Collection[str]) -> None:
        s = searched.c
        tx.connection.execute(
            delete(searched).where(
                s.community_id == community_id, s.noun == noun, s.subject_id.in_(ids)
            )
        )

    @override
    def hit(self, wanted: Sequence[Phrase]) -> ColumnElement[bool]:
        return self._matches(wanted, "")

    @override
    def hit_in_title(self, wanted: Sequence[Phrase]) -> ColumnElement[bool]:
        return self._matches(wanted, "A")

    def _matches(self, wanted: Sequence[Phrase], weight: str) -> ColumnElement[bool]:
        question = " & ".join(_tsquery(phrase, weight) for phrase in wanted)
        return searched.c.words.bool_op("@@")(cast(literal(question), TSQUERY))


def _fts5(phrase: Phrase) -> str:
    """Write a phrase for FTS5; a piece is letters and digits and needs no escape."""
    return f'"{" ".join(phrase.pieces)}"{" *" if phrase.open_end else ""}'


def _tsvector(it: PublicText) -> str:
    """Write the pieces of a text with their places, as PostgreSQL reads a ``tsvector``."""
    title = pieces(title_of(it))
    body = pieces(it.body)
    placed = [f"'{piece}':{at}A" for at, piece in enumerate(title, 1)]
    placed += [f"'{piece}':{at}" for at, piece in enumerate(body, len(title) + _GAP)]
    return " ".join(placed)


def _tsquery(phrase: Phrase, weight: str) -> str:
    *first, last = phrase.pieces
    ends = weight + ("*" if phrase.open_end else "")
    written = [f"'{piece}'{f':{weight}' if weight else ''}" for piece in first]
    written.append(f"'{last}'{f':{ends}' if ends else ''}")
    return f"({' <-> '.join(written)})"


_INDEXES: Final = {"sqlite": _Sqlite(), "postgresql": _Postgres()}


def index_of(tx: Transaction) -> WordIndex:
    """Find the index of a transaction's database."""
    return _INDEXES[tx.connection.dialect.name]
