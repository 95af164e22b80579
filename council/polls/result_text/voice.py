"""Who says the words: a catalog in one language (``council.kernel.screens.translator.Say`` is one)."""

from typing import Protocol


class Speaker(Protocol):
    """Says a key of the catalogs with parameters."""

    def __call__(self, key: str, **params: str | int) -> str:
        """Say a key; ``n`` chooses between one and many."""
        ...
