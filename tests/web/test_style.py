"""What the style sheet promises: contrast, sizes, nothing from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

_CSS = (Path(__file__).parents[2] / "web" / "static" / "yishi.css").read_text()

#: Text on its ground: at least 4.5 : 1.
TEXT = (
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "sunken"),
    ("ink-soft", "paper"),
    ("ink-soft", "sheet"),
    ("ink-soft", "sunken"),
    ("link", "paper"),
    ("link", "sheet"),
    ("seal-ink", "sheet"),
    ("on-seal", "seal"),
    ("on-seal", "bar-good-deep"),
    ("good", "good-ground"),
    ("warn", "warn-ground"),
    ("bad", "bad-ground"),
    ("calm", "calm-ground"),
    ("ink", "shade-1"),
    ("ink", "shade-2"),
    ("ink", "shade-3"),
)
#: Drawings beside what they must be told from: at least 3 : 1. The mark has an edge of its own.
DRAWN = (
    ("bar", "track"),
    ("bar-good", "track"),
    ("bar-bad", "track"),
    ("mark", "mark-edge"),
)


def palettes() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root \{(.*?)\}", _CSS, re.DOTALL)[:2]

    def read(block: str) -> dict[str, str]:
        return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))

    return {"light": read(light), "dark": read(light) | read(dark)}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_drawings_stand_out_by_day_and_by_night(scheme: str):
    colours = palettes()[scheme]

    weak = [
        (front, ground, round(contrast(colours[front], colours[ground]), 2))
        for pairs, least in ((TEXT, 4.5), (DRAWN, 3))
        for front, ground in pairs
        if contrast(colours[front], colours[ground]) < least
    ]

    assert weak == []


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_nothing_is_fetched_from_elsewhere():
    assert re.findall(r"url\(|@import|https?:", _CSS) == []


def test_the_sizes_for_old_eyes():
    assert "html { font-size: 112.5%" in _CSS  # 18 px
    assert "html.large { font-size: 150%" in _CSS  # 24 px
    assert "--touch: max(60px" in _CSS
    assert "size: A4" in _CSS


def test_the_web_view_imports_no_chat_library():
    code = (
        "import sys, web.app; "
        "sys.exit(len({m.split('.')[0] for m in sys.modules} & {'aiogram', 'telegram'}))"
    )

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
