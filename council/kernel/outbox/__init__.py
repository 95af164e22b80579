"""The outbox: what others must learn of an act, kept in the act's own commit and sent after it."""
