"""The ledger as a file for programs: ``/ledger.beancount``, ``/ledger.csv``, ``/ledger.xlsx``.

It tells what the page tells, all months at once: gifts several households at a time.
"""

from council.campaigns.ledger.files import ENDINGS, ledger_file
from council.campaigns.ledger.journal import told_journal
from web.drawn import NO_CACHE, SPOKEN, Drawn, document, drawn
from web.request_context import Wanted
from web.show import Handler, served
from web.site import Site, look

_TYPES = {
    ".beancount": "text/plain",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _filer(ending: str) -> Handler:
    def draw(site: Site, wanted: Wanted) -> Drawn:
        here, (lines, name, now) = look(
            site,
            wanted,
            lambda tx, community: (told_journal(tx, community.id), community.name, tx.now),
        )
        content = ledger_file(ending, lines, here.say, name=name, now=now)
        headers = {
            **NO_CACHE,
            "Access-Control-Allow-Origin": "*",
            "Content-Disposition": f'attachment; filename="ledger{ending}"',
        }
        if ending == ".xlsx":
            return document(content, _TYPES[ending], headers=headers)
        return drawn(content.decode(), _TYPES[ending], vary=SPOKEN, headers=headers)

    return served(f"ledger{ending}", draw)


#: Addresses with what answers them.
FILES = tuple((f"/ledger{ending}", _filer(ending)) for ending in ENDINGS)
