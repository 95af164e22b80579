"""Files that cannot be counted: one line with file, line, what and remedy; exit 2; little memory."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.council.cli.counting import run_tally

pytestmark = pytest.mark.usefixtures("english")

HEAD = "# CANDIDATES: 2\n# CANDIDATE 1: A\n# CANDIDATE 2: B\n"


def elx(size: int, ballots: int, *lines: str) -> str:
    names = "".join(f"# CANDIDATE {n}: option {n}\n" for n in range(1, size + 1))
    return f"# CANDIDATES: {size}\n# BALLOTS: {ballots}\n{names}" + "".join(
        f"{line}\n" for line in lines
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.elx", b"", "empty.elx: the header CANDIDATES is missing; add the line"),
        ("header.soi", b"# NUMBER ALTERNATIVES: many\n", "should be a whole number, not many;"),
        (
            "count.elx",
            f"{HEAD}# BALLOTS: 7\n3: 1\n".encode(),
            "count.elx: the header BALLOTS says 7, the lines make 3; correct",
        ),
        (
            "stranger.elx",
            f"{HEAD}# BALLOTS: 1\n1: 2,9\n".encode(),
            "stranger.elx:5:6: candidate 9 is not in the header; use one of",
        ),
        (
            "minus.elx",
            f"{HEAD}# BALLOTS: 1\n-1: 2\n".encode(),
            "minus.elx:5:1: -1 is not a number",
        ),
        (
            "huge.elx",
            f"{HEAD}# BALLOTS: 1\n{'9' * 400}: 2\n".encode(),
            "ballots are more than anybody can count; write at most 15 digits",
        ),
        ("latin.elx", b"# CANDIDATES: \xff\xfe\n", "latin.elx:1: the text is neither UTF-8 nor"),
        ("binary.blt", bytes(range(256)), "binary.blt:1: the line holds bytes that no text has;"),
        ("nul.csv", b'rank 1\nA\x00\n,\n\x00\n"', "nul.csv:"),
        ("list.doc", b"1: 2", "list.doc: .doc is not a known kind of file; use one of"),
        ("picture.png", b"\x89PNG", "picture.png: this is PNG, not a table;"),
        ("short.blt", b"3 1\n1 2 0\n", "short.blt: the ballots do not end; add a line"),
        ("names.blt", b'3 1\n1 2 0\n0\n"A"\n', "names.blt: 1 names for 3 candidates;"),
        ("many.elx", b"# CANDIDATES: 99999999\n", "99999999 candidates are more than 1000;"),
    ],
)
def test_a_file_that_cannot_be_counted_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    told = run_tally(file, "--method", "irv")

    assert (told.exit_code, told.stdout) == (2, "")
    assert message in told.stderr
    assert told.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "method",
    ["plurality", "irv", "stv", "schulze", "ranked_pairs", "minimax", "copeland", "borda"],
)
@pytest.mark.parametrize(
    ("lines", "size", "ballots", "code", "winners"),
    [
        ((), 1, 0, 3, []),
        (("5: 1",), 1, 5, 0, [1]),
        ((), 2, 0, 3, []),
        (("5:",), 2, 5, 3, []),
        (("2: 1,2", "2: 2,1"), 2, 4, 3, []),
        (("999999999999998: 2", "1: 1"), 2, 10**15 - 1, 0, [2]),
        ((f"1: {','.join(str(n) for n in range(300, 0, -1))}",), 300, 1, 0, [300]),
    ],
    ids=[
        "one candidate, no ballots",
        "one candidate",
        "no ballots",
        "only blank",
        "all tied",
        "heavy",
        "300 candidates",
    ],
)
def test_odd_elections_have_an_answer(
    tmp_path: Path,
    method: str,
    lines: tuple[str, ...],
    size: int,
    ballots: int,
    code: int,
    winners: list[int],
) -> None:
    file = tmp_path / "odd.elx"
    file.write_text(elx(size, ballots, *lines), encoding="utf-8")

    told = run_tally(file, "--method", method, "--json")

    assert (told.exit_code, json.loads(told.stdout)["winners"]) == (code, winners)


def test_weights_past_64_bits_are_added_up_exactly(tmp_path: Path) -> None:
    file = tmp_path / "heavy.blt"
    lines = "".join(f"{10**15 - 1} 1 2 0\n" for _ in range(10_000))
    file.write_text(f'2 1\n{lines}1 2 0\n0\n"A"\n"B"\n', encoding="utf-8")

    told = run_tally(file, "--method", "schulze", "--json")

    assert json.loads(told.stdout)["pairwise"] == [[0, (10**15 - 1) * 10_000], [1, 0]]


def test_a_bomb_is_refused_before_it_takes_memory(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.elx.gz"
    with gzip.open(bomb, "wb") as out:
        for _ in range(600):
            out.write(b"#" * 1_000_000)
    program = (
        "import sys, tracemalloc\n"
        "from council.cli import main\n"
        "tracemalloc.start()\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    print(tracemalloc.get_traced_memory()[1] < 50_000_000, file=sys.stderr)\n"
    )

    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", program, "tally", str(bomb), "--method", "irv"],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "yishi: bomb.elx.gz: it unpacks to more than 128 MB and was not read;"
        " check the file, or unpack and split it first\nTrue\n"
    )
