"""A quick yes to plainly well-formed parameters, drawn from aiogram's models at run time.

Building model objects costs several times more than the rest of a call. A shape only looks:
required fields present, plain types right. It never says no: what it does not recognise goes to
the model itself, which decides and words the complaint.
"""

import types
import typing
from collections.abc import Callable

Fits = Callable[[object], bool]

SCALARS: dict[object, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    bool: (bool,),
    float: (float, int),
}


def shape_of(annotation: object, known: dict[object, Fits] | None = None) -> Fits:
    """A check for one annotation; models may refer to themselves."""
    known = {} if known is None else known
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in {typing.Union, types.UnionType}:
        return _any_of([shape_of(part, known) for part in parts])
    if origin is typing.Annotated:
        return shape_of(parts[0], known)
    if origin is list and parts:
        return _list_of(shape_of(parts[0], known))
    if origin is typing.Literal:
        return frozenset(parts).__contains__
    if annotation in SCALARS:
        return _scalar(SCALARS[annotation])
    if annotation is types.NoneType:
        return _is_none
    fields = getattr(annotation, "model_fields", None)
    return _never if not fields else _model(annotation, fields, known)


def _model(model: object, fields: dict[str, typing.Any], known: dict[object, Fits]) -> Fits:
    if model in known:
        return known[model]
    shapes: dict[str, Fits] = {}
    required = frozenset(
        field.alias or name for name, field in fields.items() if field.is_required()
    )

    def fits(value: object) -> bool:
        if not isinstance(value, dict) or not required <= value.keys():
            return False
        for name, part in value.items():
            shape = shapes.get(name)
            if shape is not None and not shape(part):
                return False
        return True

    known[model] = fits
    for name, field in fields.items():
        shapes[field.alias or name] = shape_of(field.annotation, known)
    return fits


def _any_of(shapes: list[Fits]) -> Fits:
    return lambda value: any(shape(value) for shape in shapes)


def _list_of(shape: Fits) -> Fits:
    return lambda value: isinstance(value, list) and all(map(shape, value))


def _scalar(kinds: tuple[type, ...]) -> Fits:
    exact = kinds[0] if len(kinds) == 1 else None
    if exact is not None:
        return lambda value: type(value) is exact
    return lambda value: type(value) in kinds


def _is_none(value: object) -> bool:
    return value is None


def _never(_value: object) -> bool:
    return False
