"""The demo's settings: its own database beside the real one, and the sandbox."""

from pathlib import Path

from council.demo.cast import RESIDENT_TOKEN, STAFF_TOKEN
from council.kernel.config import Settings, load

FILE = "demo.db"


def demo_settings() -> Settings:
    """Read the settings; tokens of the environment are ignored."""
    asked = load()
    folder = Path(asked.data_dir)
    return load(
        database_url=f"sqlite:///{folder / FILE}",
        resident_bot_token=RESIDENT_TOKEN,
        staff_bot_token=STAFF_TOKEN,
        bot_api_url=f"http://127.0.0.1:{asked.sandbox_port}",
        webhook_url="",
        outbox_per_second=0,
    )
