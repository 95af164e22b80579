"""Follow-up calls 回访: drawn at the count, made by a third person."""
