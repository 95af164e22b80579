"""The ballots of a counted ranking as files for anybody's counting software."""

from aiohttp import web

from council.reads.public.ballots import PublicBallots, ballots_of
from voting.formats.blt import write_blt
from voting.formats.preflib import kind_of, write_preflib
from web.site import visit

PATH = "/polls/{number:[1-9][0-9]{0,8}}/ballots.{format:preflib|blt}"


async def ballots(request: web.Request) -> web.Response:
    """Answer ``/polls/N/ballots.preflib`` or ``.blt``; the file's own name says what is in it."""
    number = int(request.match_info["number"])
    _, found = await visit(
        request, lambda tx, community: ballots_of(tx, community.id, number=number)
    )
    if found is None:
        raise web.HTTPNotFound
    name, text = _written(found, number, request.match_info["format"])
    return web.Response(
        text=text,
        content_type="text/plain",
        charset="utf-8",
        headers={
            "Cache-Control": "no-cache",
            "Content-Disposition": f'attachment; filename="{name}"',
        },
    )


def _written(found: PublicBallots, number: int, form: str) -> tuple[str, str]:
    if form == "blt":
        return f"poll-{number}.blt", write_blt(found.profile, title=found.title)
    name = f"poll-{number}.{kind_of(found.profile)}"
    return name, write_preflib(found.profile, title=found.title, file=name)
