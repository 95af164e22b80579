"""The ledger's chain as a file, for whoever wants to hash it again."""

from council.campaigns.ledger.chain_file import chain_file
from web.drawn import NO_CACHE, Drawn, drawn
from web.request_context import Wanted
from web.show import served
from web.site import Site, look

PATH = "/ledger/chain.txt"


def _draw(site: Site, wanted: Wanted) -> Drawn:
    _, found = look(site, wanted, lambda tx, community: chain_file(tx, community.id))
    headers = {**NO_CACHE, "Content-Disposition": 'attachment; filename="ledger-chain.txt"'}
    return drawn(found, "text/plain", headers=headers)


#: Answers with ``/ledger/chain.txt``.
ledger_chain = served("ledger_chain", _draw, spoken=False)
