"""Alembic's entry: migrations run on the connection that ``council.schema`` hands over."""

from alembic import context

from council.tables import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    from council.kernel.config import load
    from council.kernel.database.engines import writer

    with writer(load().database_url).connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
else:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
