"""Hypothesis without a clock: a busy machine must not fail a property."""

from hypothesis import settings

settings.register_profile("voting", deadline=None, max_examples=60)
settings.load_profile("voting")
