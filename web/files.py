"""Photos and documents that go with public texts, by the hash of their content."""

from council.overview.public_files import public_file
from web.drawn import Drawn, picture
from web.request_context import Wanted
from web.show import served
from web.site import NothingThere, Site, look

#: What a browser may show in place. Anything else is not told, whatever it was stored as.
_SHOWN = ("image/jpeg", "image/png", "image/webp")
#: What is saved and opened by a program of the reader's own.
_SAVED = "application/pdf"
_HEADERS = {
    # An hour: a text that is withdrawn takes its photos with it.
    "Cache-Control": "public, max-age=3600",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def _photo(site: Site, wanted: Wanted) -> Drawn:
    ((_, sha256),) = wanted.named
    _, found = look(
        site, wanted, lambda tx, community: public_file(tx, community.id, sha256=sha256)
    )
    if found is None or found.media_type not in (*_SHOWN, _SAVED):
        raise NothingThere
    headers = _HEADERS
    if found.media_type == _SAVED:
        name = f"{sha256[:12]}.pdf"
        headers = {**_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return picture(found.content, found.media_type, etag=sha256, headers=headers)


#: Answers ``/files/SHA256``.
photo = served("photo", _photo, spoken=False)
