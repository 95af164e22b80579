"""What a line may be: the receipt that stands, the pledge it names, its payer's, the only one of its sum."""

from council.campaigns.bank_statements.matching import Known, Proposal, Unpaid, propose
from council.campaigns.bank_statements.statement import StatementLine


def line(number: int, amount_fen: int, *, memo: str = "", by: str = "") -> StatementLine:
    return StatementLine(
        line=number,
        booked_at=0,
        amount_fen=amount_fen,
        reference=f"R{number}",
        counterparty=by,
        memo=memo,
    )


def told(
    lines: list[StatementLine], *unpaid: Unpaid, known: tuple[Known, ...] = ()
) -> list[tuple]:
    return [
        (each.line.line, each.why, each.pledge, each.serial)
        for each in propose(lines, unpaid=unpaid, known=known)
    ]


ZHANG = Unpaid(pledge=12, name="张伟", amount_fen=100_000)
LI = Unpaid(pledge=15, name="李娜", amount_fen=50_000)
WANG = Unpaid(pledge=7, name="王芳", amount_fen=50_000)


def test_a_reference_that_a_receipt_has_is_that_receipt():
    lines = [line(1, 100_000), line(2, 90_000)]
    known = (
        Known(serial=3, reference="R1", amount_fen=100_000),
        Known(serial=4, reference="R2", amount_fen=100_000),
    )

    assert told(lines, ZHANG, known=known) == [(1, "known", 0, 3), (2, "differs", 0, 4)]


def test_the_pledge_that_is_named_comes_before_payer_and_sum():
    lines = [
        line(1, 50_000, memo="认筹 12"),
        line(2, 50_000, by="李*"),
        line(3, 50_000),
        line(4, -2_000, by="打印店"),
        line(5, 70_000, memo="谢谢"),
    ]

    assert told(lines, ZHANG, LI, WANG) == [
        (1, "named", 12, 0),
        (2, "payer", 15, 0),
        (3, "amount", 7, 0),
        (4, "outgoing", 0, 0),
        (5, "none", 0, 0),
    ]


def test_what_may_be_two_is_left_to_a_person():
    assert told([line(1, 50_000), line(2, 50_000)], LI) == [(1, "none", 0, 0), (2, "none", 0, 0)]
    assert told([line(1, 50_000)], LI, WANG) == [(1, "none", 0, 0)]
    assert told([line(1, 50_000, memo="P7 P15")], LI, WANG) == [(1, "none", 0, 0)]


def test_words_that_only_look_like_a_pledge_name_none():
    for memo in ("房号 1502", "尾号0369", "12345678", "第 99 号", ""):
        found = propose([line(1, 1_000, memo=memo)], unpaid=(ZHANG, LI), known=())
        assert found == (Proposal(line=line(1, 1_000, memo=memo), why="none"),), memo


def test_a_name_whose_letters_are_hidden_fits_only_names_of_its_length():
    for by, fits in (
        ("李*", True),
        ("*娜", True),
        ("李**", False),
        ("李娜(个人)", True),
        ("", False),
    ):
        (found,) = propose([line(1, 50_000, by=by)], unpaid=(LI, WANG, ZHANG), known=())
        assert (found.pledge == 15) is fits, by
