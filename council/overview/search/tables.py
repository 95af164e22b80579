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
Index("ix_searched_words", searched.c.words, postgresql_using="gin")
Index("ix_searched_doc", searched.c.doc)

#: SQLite's own index of words (https://www.sqlite.org/fts5.html); its pieces are ours.
WORDS_SQLITE = (
    "CREATE VIRTUAL TABLE searched_words"
    " USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0')"
)
event.listen(
    searched,
    "after_create",
    DDL(WORDS_SQLITE).execute_if(dialect="sqlite"),  # type: ignore[no-untyped-call]
)

#: Up to which act (its number) the texts of a community are in the index.
searched_until = community_table("searched_until", integer("act"), key=())
