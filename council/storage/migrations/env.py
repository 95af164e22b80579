"""Alembic's entry: migrations run on the connection that ``council.storage.migrate`` hands over."""

from alembic import context

from council.storage.tables import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    from council.config import load
    from council.storage.engines import writer

    with writer(load().database_url).connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
else:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
