"""The headers of every answer: nothing from elsewhere, nothing inline, nothing framed."""

from collections.abc import Iterable, Mapping

_NO_FRAME = "frame-ancestors 'none'"
_CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    f"form-action 'self'; base-uri 'none'; {_NO_FRAME}"
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


def with_scripts(framed_by: Iterable[str] = ()) -> dict[str, str]:
    """The policy of a page that runs a script of ours and listens to us.

    ``framed_by``: the sites that may show it inside a page of theirs.
    """
    framed = " ".join(framed_by)
    policy = _CSP.replace(_NO_FRAME, f"frame-ancestors {framed}") if framed else _CSP
    return {"Content-Security-Policy": f"{policy}; script-src 'self'; connect-src 'self'"}


def completed(own: Mapping[str, str]) -> dict[str, str]:
    """Complete the headers of an answer; its own stand.

    The older header against frames knows no sites: where some may frame, it is left out.
    """
    made = {**HEADERS, **own}
    policy = made["Content-Security-Policy"]
    if "frame-ancestors" in policy and _NO_FRAME not in policy:
        del made["X-Frame-Options"]
    return made


#: Only where the public address is https: the browser then never comes by http again.
HSTS = "Strict-Transport-Security", "max-age=31536000"
