"""The headers of every answer: nothing from elsewhere, nothing inline, nothing framed."""

from aiohttp import web

from web.site import SITE

_CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: Only where the public address is https: the browser then never comes by http again.
HSTS = "max-age=31536000"


async def guard(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on an answer; a handler's own stand."""
    for name, text in HEADERS.items():
        response.headers.setdefault(name, text)
    if request.app[SITE].hall.settings.public_url.startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", HSTS)
