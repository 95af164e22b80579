"""In which language the command line answers."""

import pytest


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chinese, unless a test says otherwise."""
    monkeypatch.setenv("YISHI_LOCALE", "zh_CN")


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """English, unless a test says otherwise."""
    monkeypatch.setenv("YISHI_LOCALE", "en")
