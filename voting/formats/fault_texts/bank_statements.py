"""What may be wrong with a statement of a bank, WeChat or Alipay: what, remedy."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "statement.not_one": (
        "there is no header of a statement (交易时间, 金额 and so on)",
        "send the file as the bank, WeChat or Alipay exported it",
    ),
    "statement.too_long": (
        "the statement has more than {limit} lines",
        "export it in parts, a quarter or a month each",
    ),
    "statement.no_time": (
        "no column tells when the money moved",
        "keep the column 交易时间 or 交易日期 of the export",
    ),
    "statement.time_malformed": (
        "{text} is no date that can be read",
        "write it as 2026-05-10 13:05:00, or export the file anew",
    ),
    "statement.no_amount": (
        "the line moves no money",
        "take the line out, or export the file anew",
    ),
    "statement.amount_malformed": (
        "{text} is no amount",
        "write figures with at most two decimals, as 1,234.50",
    ),
    "statement.both_sides": (
        "the line has an amount that came in and one that went out",
        "keep one of the two",
    ),
    "statement.side_unknown": (
        "{text} does not say whether the money came in or went out",
        "write 收入 or 支出",
    ),
    "statement.no_reference": (
        "the line has no reference, by which it would be known again",
        "export the file with its 交易单号 or 流水号",
    ),
    "statement.reference_rounded": (
        "{text} is a reference that a spreadsheet has rounded",
        "import the file as it was exported, without saving it in a spreadsheet",
    ),
    "statement.reference_twice": (
        "the reference stands in line {line} already",
        "take the doubled line out, or export the file anew",
    ),
    "statement.balance_broken": (
        "the balance is not the one before it and this amount",
        "a line is missing or was changed: export the file anew",
    ),
    "statement.total_broken": (
        "the file says “{text}”, its lines say something else",
        "a line is missing or was changed: export the file anew",
    ),
}
