"""The standing invariants of the record, which ``yishi check`` tests."""
