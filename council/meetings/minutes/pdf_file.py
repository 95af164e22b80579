"""Minutes 会议纪要 as PDF, drawn of the printed sheet by WeasyPrint.

The library and Pango are loaded with the first file. One file is drawn at a time: it takes a second
of a processor, and the fonts are shared.
"""

import ctypes
from threading import Lock
from typing import Any

from council.kernel.refusals import Refusal, refuse
from council.meetings.minutes.printing import printed
from council.meetings.minutes.public import Sheet

_DRAWING = Lock()
#: Fonts that have Chinese letters, as fontconfig is asked for them.
_CHINESE = b":lang=zh-cn"


class _Fonts(ctypes.Structure):
    """``FcFontSet`` as far as it is read: how many fonts."""

    _fields_ = (("count", ctypes.c_int),)


def pdf_of(sheet: Sheet) -> bytes | Refusal:
    """Draw the sheet; refuses where Pango or a font with Chinese letters is not installed.

    The same minutes give the same bytes, with the same libraries and fonts.
    """
    with _DRAWING:
        try:
            import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415 - see above

            fonts = _chinese_fonts()
        except OSError:
            return refuse("minutes.pdf_no_library")
        if not fonts:
            return refuse("minutes.pdf_no_font")
        # What the sheet needs stands in it: no address is ever fetched.
        fetcher = weasyprint.urls.URLFetcher(allowed_protocols=())
        document = weasyprint.HTML(string=printed(sheet), url_fetcher=fetcher)
        identifier = f"minutes-{sheet.number}-{sheet.revision}".encode()
        drawn: bytes = document.write_pdf(pdf_identifier=identifier)
        return drawn


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
