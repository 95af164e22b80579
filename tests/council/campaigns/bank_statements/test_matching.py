"""What a line may be: the receipt that stands, the pledge it names, its payer's, the only one of its sum."""

from dataclasses import replace

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
        (
            each.line.line,
            each.why,
            each.unpaid.pledge if each.unpaid else 0,
            each.known.number if each.known else 0,
        )
        for each in propose(lines, unpaid=unpaid, known=known)
    ]


ZHANG = Unpaid(campaign=1, pledge=12, name="张伟", amount_fen=100_000, resident="zhang")
LI = Unpaid(campaign=1, pledge=15, name="李娜", amount_fen=50_000, resident="li")
WANG = Unpaid(campaign=1, pledge=7, name="王芳", amount_fen=50_000, resident="wang")


def booked(number: int, reference: str, fen: int, **more: str) -> Known:
    return Known(
        kind=more.pop("kind", "receipt"),
        id=f"id{number}",
        campaign=1,
        number=number,
        reference=reference,
        amount_fen=fen,
        **more,
    )


def test_a_reference_that_a_receipt_has_is_that_receipt():
    lines = [line(1, 100_000), line(2, 90_000)]
    known = (booked(3, "r 1", 100_000), booked(4, "R2", 100_000))

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


def test_a_name_that_the_bank_told_whole_is_that_resident():
    same = line(1, 50_000, by="李*")
    known = replace(same, payer="li")
    namesake = replace(LI, pledge=16, name="李四", resident="si")

    assert told([same], LI, namesake) == [(1, "none", 0, 0)]
    assert told([known], LI, namesake) == [(1, "payer", 15, 0)]


def test_what_stands_in_the_books_under_another_reference_comes_before_a_sum_alone():
    receipt = booked(3, "T-7", 50_000, name="李娜", resident="li")

    assert told([line(1, 50_000, by="李*")], WANG, known=(receipt,)) == [(1, "booked", 0, 3)]
    assert told([line(1, 50_000)], known=(receipt,)) == [(1, "amount", 0, 3)]
    assert told([line(1, 50_000)], WANG, known=(receipt,)) == [(1, "none", 0, 0)]


def test_what_went_out_is_a_payment_or_a_refund():
    refund = booked(3, "", -20_000, kind="refund", name="李娜", resident="li")
    payment = booked(2, "", -80_000, kind="payment", name="和悦建设有限公司")
    lines = [line(1, -20_000), line(2, -80_000, by="和悦建设有限公司"), line(3, -1_050)]

    assert told(lines, known=(refund, payment)) == [
        (1, "amount", 0, 3),
        (2, "booked", 0, 2),
        (3, "outgoing", 0, 0),
    ]


def test_the_same_number_in_two_campaigns_is_left_to_a_person():
    other = replace(ZHANG, campaign=2, amount_fen=70_000)

    assert told([line(1, 5_000, memo="认筹 12")], ZHANG, other) == [(1, "none", 0, 0)]


def test_a_name_whose_letters_are_hidden_fits_only_names_of_its_length():
    for by, fits in (
        ("李*", True),
        ("*娜", True),
        ("李**", False),
        ("李娜(个人)", True),
        ("", False),
    ):
        (found,) = propose([line(1, 50_000, by=by)], unpaid=(LI, WANG, ZHANG), known=())
        assert (found.unpaid == LI) is fits, by


def test_the_campaign_that_is_named_says_whose_number_it_is():
    other = replace(ZHANG, campaign=2, amount_fen=70_000)

    for memo in ("众筹 2 认筹 12", "众筹2认筹12", "campaign 2 pledge 12", "众筹 2 张伟 认筹12"):
        (found,) = propose([line(1, 5_000, memo=memo)], unpaid=(ZHANG, other), known=())
        assert (found.why, found.unpaid) == ("named", other), memo


def test_a_number_of_another_campaign_names_nothing_here():
    """Its own pledge 12 is paid in part, so that it is not among those that wait."""
    assert told([line(1, 5_000, memo="众筹 3 认筹 12")], ZHANG) == [(1, "none", 0, 0)]
