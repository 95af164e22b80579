"""Rules of receipts 实收: when money is taken, and how it is typed. Pure: docs/rules.md#money."""

import unicodedata
from collections.abc import Mapping, Sequence

from council.campaigns.facts import CampaignFacts
from council.campaigns.rules import check_office
from council.kernel.lifecycle import Lifecycle, move
from council.kernel.money import parse_amount
from council.kernel.numbers import read_number
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value

RECEIPT = Lifecycle(
    "receipt",
    move("sign", before="awaiting_second", after="posted"),
    move("decline", before="awaiting_second", after="void", through="receipt.sign"),
)
METHODS = ("cash", "transfer", "wechat", "alipay", "other")
#: Characters of a payment's reference.
REF_MOST = 64
_METHOD_WORDS = {
    "cash": "cash",
    "现金": "cash",
    "transfer": "transfer",
    "转账": "transfer",
    "银行转账": "transfer",
    "wechat": "wechat",
    "微信": "wechat",
    "alipay": "alipay",
    "支付宝": "alipay",
    "other": "other",
    "其他": "other",
}


def is_late(*, state: str, deadline: int, now: int) -> bool:
    """Whether money that comes now comes too late: it is noted, counts for nothing and goes back."""
    return state != "open" or now >= deadline


def check_receiving(campaign: CampaignFacts) -> Refusal | None:
    """Money is taken while a campaign is open, under a resolution in force.

    What comes later is noted all the same, whatever became of the resolution: it goes back. Neither
    bookkeeper nor auditor takes it.
    """
    refusal = check_office(campaign, "bookkeeper", "auditor")
    if refusal is not None:
        return refusal
    number = campaign.number
    if campaign.state in {"draft", "approved"} or not campaign.opened:
        return refuse("receipt.not_open", number=number)
    late = is_late(state=campaign.state, deadline=campaign.deadline, now=campaign.now)
    if late or campaign.decided:
        return None
    return refuse("receipt.no_resolution", number=number, motion=campaign.motion)


def over_pledge(made: Sequence[tuple[str, int, int]], above: Mapping[int, int]) -> dict[str, int]:
    """Divide what is above each pledge, in fen, among the receipts that made it so: the last first.

    ``made`` are (receipt's id, pledge's number, fen) in the order of their serials, ``above`` tells
    by how much each pledge is passed with all of them.
    """
    left, found = dict(above), {}
    for receipt_id, pledge, fen in reversed(made):
        over = min(fen, max(0, left[pledge]))
        left[pledge] -= over
        if over:
            found[receipt_id] = over
    return dict(reversed(found.items()))


def read_method(text: str) -> str | None:
    """Read a method of payment by its name in either language."""
    return _METHOD_WORDS.get(unicodedata.normalize("NFKC", text).strip().lower())


def read_ref(text: str, *, method: str) -> str | Refusal:
    """Read the reference of the payment on the bank's or the platform's side; cash needs none."""
    plain = unicodedata.normalize("NFKC", " ".join(text.split()))
    if not plain and method != "cash":
        return refuse("receipt.ref_needed")
    if len(plain) > REF_MOST:
        return refuse("receipt.ref_too_long", most=REF_MOST)
    return plain


def ref_key(ref: str) -> str:
    """Tell when two references of a payment are one: whatever their case, width and blanks.

    A bank writes ``T1`` where a clerk copies ``t 1``; characters that nobody sees do not count.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", ref).casefold())
    seen = "".join(
        letter
        for letter in plain
        if not letter.isspace() and unicodedata.category(letter) not in {"Cc", "Cf"}
    )
    # A mark may stand behind a letter now that had a blank between them: they are one character.
    return unicodedata.normalize("NFKC", seen)


@value
class TypedReceipt:
    """A receipt as typed in one line."""

    campaign: int
    pledge: int
    amount_fen: int
    method: str
    external_ref: str


def read_receipt_line(line: str) -> TypedReceipt | Refusal:
    """Read ``CAMPAIGN PLEDGE AMOUNT METHOD [REF]``, refusing with the part that is wrong."""
    parts = unicodedata.normalize("NFKC", line).split(maxsplit=4)
    typed = line.split(maxsplit=4)
    if len(parts) < len(("campaign", "pledge", "amount", "method")):
        return refuse("receipt.line_short")
    campaign, pledge = read_number(parts[0]), read_number(parts[1])
    if campaign is None or pledge is None:
        wrong = parts[0] if campaign is None else parts[1]
        return refuse("receipt.line_number", given=wrong[:24])
    amount = parse_amount(typed[2])
    if isinstance(amount, Refusal):
        return amount
    method = read_method(parts[3])
    if method is None:
        return refuse("receipt.unknown_method", given=parts[3][:24])
    ref = read_ref(parts[4] if len(parts) > len(("c", "p", "a", "m")) else "", method=method)
    if isinstance(ref, Refusal):
        return ref
    return TypedReceipt(
        campaign=campaign, pledge=pledge, amount_fen=amount, method=method, external_ref=ref
    )
