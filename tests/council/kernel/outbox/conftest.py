"""A notice of the tests' own: its text is its parameter."""

from collections.abc import Iterator
from typing import Any

import pytest

from council.kernel.screens.translator import LOCALES, catalog


@pytest.fixture(autouse=True)
def test_notice() -> Iterator[None]:
    """Let every catalog know ``notice.test`` for a while."""
    catalogs: list[Any] = [catalog(locale) for locale in LOCALES]
    for each in catalogs:
        each["notice.test"] = "{text}"
    yield
    for each in catalogs:
        del each["notice.test"]
