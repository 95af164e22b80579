"""Join codes as files (a list, slips to print) and their screens at the desk.

No screen holds a code: a screen may wait in the outbox. Files and the one message with a code are
sent at once, or not at all.
"""

from markupsafe import Markup

from council.kernel.screens.callback_data import press
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.kernel.values import value
from council.people.codes_reads import CodesView
from council.people.commands import CodesIssued, IssuedCode
from voting.formats.table import write_table

#: One mask for all: a reader takes any, and trying all eight makes 3,000 slips five times as slow.
MASK = 2
_STYLE = (
    "body{font:14pt/1.5 sans-serif}section{break-inside:avoid;border:1px dashed #888;"
    "padding:8mm;margin:4mm;display:inline-block;width:80mm}.code{font:bold 20pt monospace}"
)


@value
class CodesSent:
    """So many codes went out as files; ``ref`` names the one person, where it is one."""

    codes: int
    ref: str = ""


def link(bot: str, payload: str) -> str:
    """What a slip's QR code opens: the residents' bot (its username), or what to send there."""
    return f"https://t.me/{bot}?start={payload}" if bot else f"/start {payload}"


def hall_link(say: Translator, payload: str) -> str:
    """What the other QR code of a slip opens: the web hall; empty where pages are not reached."""
    hall = say.page("/hall")
    return f"{hall}&code={payload}" if hall else ""


def codes_csv(issued: CodesIssued, bot: str, say: Translator) -> str:
    """List ref, code and the ways in; as a file for people it begins with the byte order mark."""
    ways = ("link", "hall") if say.page() else ("link",)
    return write_table(
        ("ref", "code", *ways),
        (
            (one.ref, one.code, link(bot, one.payload), hall_link(say, one.payload))[
                : 2 + len(ways)
            ]
            for one in issued.codes
        ),
    )


def slips_page(issued: CodesIssued, bot: str, say: Translator) -> str:
    """One page of paper slips: name, QR of the link, the code to type, what to do."""
    slips = "".join(_slip(one, bot, say) for one in issued.codes)
    return (
        f"<!doctype html><meta charset=utf-8><title>{say('slip.page')}</title>"
        f"<style>{_STYLE}</style>{slips}"
    )


def _slip(one: IssuedCode, bot: str, say: Translator) -> str:
    import segno  # noqa: PLC0415 - the pages of a first start wait for no library they do not show

    def image(address: str) -> str:
        drawn: str = segno.make(address, error="m", mask=MASK).svg_inline(scale=3)
        return drawn

    hall = hall_link(say, one.payload)
    parts = [f"<h2>{say('slip.title', name=one.name, ref=one.ref)}</h2>"]
    if bot:
        parts += [image(link(bot, one.payload)), f"<p>{say('slip.how')}</p>"]
    if hall:
        parts += [image(hall), f"<p>{say('slip.hall', address=hall.partition('?')[0])}</p>"]
    if bot and hall:
        parts.append(f"<p>{say('slip.either')}</p>")
    return f"<section>{''.join(parts)}<p class='code'>{spaced(one.code)}</p></section>"


def spaced(code: str) -> str:
    """Write a code as people read it aloud."""
    return f"{code[:5]} {code[5:]}"


def code_message(one: IssuedCode, say: Translator) -> Markup:
    """One code, to be copied onto a slip; shown once."""
    return say("codes.one", name=one.name, ref=one.ref, code=spaced(one.code))


@render.register
def codes_view(outcome: CodesView, say: Translator) -> Screen:
    """How many have not joined; what issuing does to the earlier codes."""
    parts = [say("codes.head", people=outcome.people, n=outcome.not_joined)]
    if outcome.last_issued_at:
        parts.append(say("codes.last", issued_at=outcome.last_issued_at))
    rows = []
    if outcome.not_joined:
        parts.append(say("codes.warning"))
        yes = Button(
            label=str(say("codes.button.issue", n=outcome.not_joined)),
            press=press("codes.issue", outcome.last_issued_at),
        )
        rows.append((yes,))
    parts.append(say("codes.how"))
    return Screen(text="\n\n".join(map(str, parts)), rows=(*rows, home_row(say)))


@render.register
def codes_sent(outcome: CodesSent, say: Translator) -> Screen:
    """The files are above: print, hand out, delete."""
    text = say("codes.sent_one", ref=outcome.ref) if outcome.ref else None
    text = text or say("codes.sent", n=outcome.codes)
    return Screen(text=str(text), rows=(home_row(say),), in_place=False)
