import re
from pathlib import Path

from council.kernel.config import Settings

_EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_the_example_lists_every_setting_with_its_default():
    lines = re.findall(r"^#(YISHI_\w+)=(.*)$", _EXAMPLE.read_text(), re.MULTILINE)

    wanted = [
        (f"YISHI_{name.upper()}", str(field.default))
        for name, field in Settings.model_fields.items()
    ]
    assert lines == wanted
