"""The paper of a receipt 收据 as PDF, half a sheet of A4, drawn of one template.

The template engine and the QR library are imported with the first paper: the bots do not wait for them.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from council.campaigns.receipts.slip import ReceiptSlip
from council.kernel import paper
from council.kernel.money import capitals
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.translator import Translator
from council.kernel.screens.uploads import Upload

if TYPE_CHECKING:
    from jinja2 import Template

FOLDER = Path(__file__).parent / "templates"


def slip_upload(slip: ReceiptSlip, say: Translator) -> Sequence[Upload] | Refusal:
    """The receipt to be printed; refuses where this machine cannot draw it."""
    lacks = paper.lacking()
    if lacks:
        return refuse(f"receipt.pdf_no_{lacks}")
    identifier = f"receipt-{slip.campaign}-{slip.serial}-{slip.copy}".encode()
    content = paper.pdf_of_html(written(slip, say.page), identifier=identifier)
    return (Upload(name=f"receipt-{slip.campaign}-{slip.serial}.pdf", content=content),)


def written(slip: ReceiptSlip, page: Callable[[str], str]) -> str:
    """Write the paper as one page of HTML that needs nothing else, in the community's language.

    ``page`` tells the address of a page, empty where pages are not reached: then there is no code
    to scan, and the line's number stands alone.
    """
    say = Translator(slip.locale, slip.timezone)
    address = page(f"/ledger/lines/{slip.line}") if slip.line else ""
    return _template().render(
        it=slip,
        say=say,
        capitals=capitals(slip.amount_fen),
        address=address.partition("?")[0],
        code=_code(address) if address else "",
    )


def _code(address: str) -> Markup:
    import segno  # noqa: PLC0415 - see above

    drawn = segno.make(address.partition("?")[0], error="m").svg_inline(omitsize=True, border=2)
    return Markup(drawn)  # noqa: S704 - a drawing of the address, not its text


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - see above

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template("receipt_slip.html")
