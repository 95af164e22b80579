"""The index of public texts. It can be made anew from the record at any time."""

from sqlalchemy import DDL, Column, Index, Text, event
from sqlalchemy.dialects.postgresql import TSVECTOR

from council.kernel.database.columns import community_table, integer, text

#: One public text. On PostgreSQL ``words`` are its pieces; on SQLite they stand in the virtual table
#: ``searched_words``, in the row ``doc``.
searched = community_table(
    "searched",
    text("noun"),
    text("subject_id"),
    text("number"),
    integer("published_at"),
    integer("doc", null=True),
    Column("words", Text().with_variant(TSVECTOR(), "postgresql"), nullable=True),
    key=("noun", "subject_id"),
)
Index("ix_searched_doc", searched.c.community_id, searched.c.doc)

#: Each database's own index of words, with names that begin alike: FTS5 is a virtual table with tables
#: of its own (https://www.sqlite.org/fts5.html), and a GIN index cannot begin with the community.
WORDS_SQLITE = (
    "CREATE VIRTUAL TABLE searched_words"
    " USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0')"
)
WORDS_POSTGRESQL = "CREATE INDEX searched_words ON searched USING gin (words)"
for dialect, statement in (("sqlite", WORDS_SQLITE), ("postgresql", WORDS_POSTGRESQL)):
    made = DDL(statement)  # type: ignore[no-untyped-call]
    event.listen(searched, "after_create", made.execute_if(dialect=dialect))

#: Up to which act (its number) the texts of a community are in the index; while it is filled for the
#: first time also how far that is: what noun is read, and after which id.
searched_until = community_table(
    "searched_until",
    integer("act"),
    text("noun", null=True),
    text("after_id", null=True),
    key=(),
)
