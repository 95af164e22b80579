"""What a start waits for, and what it does not."""

import gc
import subprocess
import sys

from council.cli.importing import uncollected

#: Imported when they are needed: each would keep the first page waiting.
LATER = ("aiogram", "alembic", "icalendar", "openpyxl", "psycopg", "rich", "segno", "telegram")


def test_the_first_page_of_the_demo_waits_for_no_library_that_it_does_not_show():
    code = (
        "import sys, council.cli.serving, council.cli.demo, web.app\n"
        f"print([name for name in {LATER!r} if name in sys.modules])"
    )

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_the_collector_is_off_during_an_import_and_on_again_after_it():
    with uncollected():
        during = gc.isenabled()

    assert (during, gc.isenabled()) == (False, True)


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with uncollected():
            pass
        after = gc.isenabled()
    finally:
        gc.enable()

    assert after is False
