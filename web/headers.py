"""The headers of every answer: nothing from elsewhere, nothing inline, nothing framed."""

from aiohttp import web

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


def guard(answer: web.StreamResponse, *, secure: bool) -> None:
    """Put the headers on an answer that has none of them yet; a handler's own stand.

    ``secure``: the public address is https.
    """
    headers = answer.headers
    if "X-Frame-Options" not in headers:
        for name, text in HEADERS.items():
            headers.setdefault(name, text)
    if secure:
        headers.setdefault("Strict-Transport-Security", HSTS)
