"""Drawing a page of HTML as a PDF by WeasyPrint, and a PDF's first page as a picture by PDFium.

The libraries and Pango are loaded with the first drawing. One is drawn at a time: it takes up to a
second of a processor, and the fonts are shared.
"""

import ctypes
import io
from functools import cache
from threading import Lock
from typing import Any, Literal

_DRAWING = Lock()
#: Fonts that have Chinese letters, as fontconfig is asked for them.
_CHINESE = b":lang=zh-cn"
#: What WeasyPrint loads.
_PANGO = "libpango-1.0.so.0"
#: PDF measures in points, pages for screens in pixels of CSS.
_PIXELS_PER_POINT = 96 / 72
#: So few colours that a chat loads a picture at once; letters stay smooth.
_COLOURS = 128


class _Fonts(ctypes.Structure):
    """``FcFontSet`` as far as it is read: how many fonts."""

    _fields_ = (("count", ctypes.c_int),)


def lacking() -> Literal["", "library", "font"]:
    """Tell what is not installed that drawing needs: Pango, a font with Chinese letters, or nothing."""
    try:
        _load_pango()
        fonts = _chinese_fonts()
    except OSError:
        return "library"
    return "" if fonts else "font"


def pdf_of_html(html: str, *, identifier: bytes) -> bytes:
    """Draw a page as PDF; nothing must be ``lacking``. No address is ever fetched.

    The same page and identifier give the same bytes, with the same libraries and fonts.
    """
    with _DRAWING:
        import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415 - see above

        fetcher = weasyprint.urls.URLFetcher(allowed_protocols=())
        document = weasyprint.HTML(string=html, url_fetcher=fetcher)
        drawn: bytes = document.write_pdf(pdf_identifier=identifier)
        return drawn


def png_of_html(html: str) -> bytes:
    """Draw the first page of a page of HTML as PNG, as large in pixels as its CSS says."""
    pdf = pdf_of_html(html, identifier=b"picture")
    with _DRAWING:
        import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - see above

        with pypdfium2.PdfDocument(pdf) as document:
            picture = document[0].render(scale=_PIXELS_PER_POINT).to_pil()
        written = io.BytesIO()
        picture.convert("RGB").quantize(colors=_COLOURS).save(written, "PNG", optimize=True)
        return written.getvalue()


@cache
def _load_pango() -> None:
    """Load Pango as WeasyPrint does; raises OSError where it is not installed."""
    ctypes.CDLL(_PANGO)


def _chinese_fonts() -> int:
    """Count the installed fonts with Chinese letters, by fontconfig, which Pango asks too.

    Raises OSError where fontconfig is not installed.
    """
    library: Any = ctypes.CDLL("libfontconfig.so.1")
    library.FcNameParse.restype = ctypes.c_void_p
    library.FcObjectSetCreate.restype = ctypes.c_void_p
    library.FcFontList.restype = ctypes.POINTER(_Fonts)
    library.FcFontList.argtypes = (ctypes.c_void_p,) * 3
    pattern, objects = library.FcNameParse(_CHINESE), library.FcObjectSetCreate()
    found = library.FcFontList(None, pattern, objects)
    count = found.contents.count if found else 0
    library.FcFontSetDestroy(found)
    for destroy, made in (
        (library.FcPatternDestroy, pattern),
        (library.FcObjectSetDestroy, objects),
    ):
        destroy(ctypes.c_void_p(made))
    return int(count)
