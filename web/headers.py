"""The headers of every answer: nothing from elsewhere, nothing inline, nothing framed."""

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


def read_aloud() -> dict[str, str]:
    """The policy of a page that can be read aloud: it runs a script of ours, and asks for nothing."""
    return {"Content-Security-Policy": f"{_CSP}; script-src 'self'"}


def with_scripts() -> dict[str, str]:
    """The policy of a page that runs a script of ours and listens to us."""
    return {"Content-Security-Policy": f"{_CSP}; script-src 'self'; connect-src 'self'"}


#: Only where the public address is https: the browser then never comes by http again.
HSTS = "Strict-Transport-Security", "max-age=31536000"
