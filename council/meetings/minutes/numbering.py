"""How parts of a Chinese document are numbered: 一、二、三 … and （一）（二）（三）."""

_FIGURES = "零一二三四五六七八九"
_TEN = 10


def chinese(number: int) -> str:
    """Write 1 to 99 in Chinese figures: 一, 十, 十二, 二十, 二十一. Raises ValueError for others."""
    if not 0 < number < _TEN * _TEN:
        raise ValueError(number)
    tens, ones = divmod(number, _TEN)
    before = "" if not tens else "十" if tens == 1 else f"{_FIGURES[tens]}十"
    return before + (_FIGURES[ones] if ones else "")


def ordinal(number: int, locale: str) -> str:
    """Number a part: ``一、`` in Chinese, ``1. `` elsewhere, and beyond 99."""
    if locale.startswith("zh") and number < _TEN * _TEN:
        return f"{chinese(number)}、"
    return f"{number}. "


def sub_ordinal(number: int, locale: str) -> str:
    """Number what stands below a part: ``（一）`` in Chinese, ``(1) `` elsewhere, and beyond 99."""
    if locale.startswith("zh") and number < _TEN * _TEN:
        return f"（{chinese(number)}）"
    return f"({number}) "
