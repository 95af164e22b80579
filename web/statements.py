"""The answers to the statements on a motion, without names, as a table for anybody's own count."""

from council.statements.public import matrix
from web.drawn import NO_CACHE, Drawn, drawn
from web.request_context import Wanted
from web.show import served
from web.site import NothingThere, Site, look

PATH = "/motions/{number:[1-9][0-9]{0,8}}/statements.csv"


def _draw(site: Site, wanted: Wanted) -> Drawn:
    number = int(dict(wanted.named)["number"])
    _, found = look(site, wanted, lambda tx, community: matrix(tx, community.id, number=number))
    if found is None:
        raise NothingThere
    name = f"motion-{number}-statements.csv"
    headers = {**NO_CACHE, "Content-Disposition": f'attachment; filename="{name}"'}
    return drawn(found.table, "text/csv", headers=headers)


#: Answers with ``/motions/N/statements.csv``.
statements = served("statements", _draw, spoken=False)
