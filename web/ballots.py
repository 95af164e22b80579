"""The ballots of a counted ranking as files for anybody's counting software."""

from aiohttp import web

from council.reads.public.ballots import PublicBallots, ballots_of
from voting.formats.blt import write_blt
from voting.formats.preflib import kind_of, write_preflib
from web.site import visit

PATH = "/polls/{number:[1-9][0-9]{0,8}}/ballots.{format:soc|soi|toc|toi|blt}"


async def ballots(request: web.Request) -> web.Response:
    """Answer ``/polls/N/ballots.blt`` or ``.soi``; another kind of PrefLib file has its own address."""
    number = int(request.match_info["number"])
    _, found = await visit(
        request, lambda tx, community: ballots_of(tx, community.id, number=number)
    )
    if found is None:
        raise web.HTTPNotFound
    asked = request.match_info["format"]
    kind = "blt" if asked == "blt" else kind_of(found.profile)
    if asked != kind:
        raise web.HTTPFound(str(request.rel_url).replace(f"ballots.{asked}", f"ballots.{kind}", 1))
    name = f"poll-{number}.{kind}"
    return web.Response(
        text=_written(found, name),
        content_type="text/plain",
        charset="utf-8",
        headers={
            "Cache-Control": "no-cache",
            "Content-Disposition": f'attachment; filename="{name}"',
        },
    )


def _written(found: PublicBallots, name: str) -> str:
    if name.endswith(".blt"):
        return write_blt(found.profile, title=found.title)
    return write_preflib(found.profile, title=found.title, file=name)
