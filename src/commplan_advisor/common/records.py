"""Dataclasses that are made quickly: frozen, with slots, and otherwise as those of the standard library.

The standard library writes, compiles and runs six functions for each class while a module is imported, a third of a millisecond; a
command imports a hundred of ours and makes objects of half of them. Here a class has its `__init__` written when the first object is
made, and the other functions are not written at all: they look at the fields. `dataclasses.fields`, `replace`, `asdict`, `match`,
pickle and pydantic work as ever. For type checkers this is the decorator of the standard library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    import dataclasses
    from operator import attrgetter

    def record(*, frozen: bool, slots: bool, kw_only: bool = False):
        """Make a class of fields; said as for `dataclasses.dataclass`.

        Args:
            frozen: must be true: nothing changes after it is made.
            slots: must be true: it has its fields and nothing else.
            kw_only: whether its fields are named when an object is made.
        """
        if not (frozen and slots):
            raise TypeError("a record is frozen and has slots")
        make = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)

        def made(cls):
            cls = make(cls)
            compared = [one.name for one in dataclasses.fields(cls) if one.compare]
            if not compared:
                raise TypeError("a record has fields that are compared")
            values = attrgetter(*compared)

            def __eq__(self, other):
                return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

            def __hash__(self):
                return hash(values(self))

            def __init__(self, *given, **named):
                cls.__init__ = written = _init(cls)
                written(self, *given, **named)

            functions = (__init__, __eq__, __hash__, __repr__, __setattr__, __delattr__, __getstate__, __setstate__)
            for function in functions:
                if function.__name__ not in cls.__dict__ or (function is __hash__ and cls.__hash__ is None):
                    setattr(cls, function.__name__, function)
            return cls

        return made

    def _init(cls):
        """The `__init__` of a record."""
        fields = [one for one in dataclasses.fields(cls) if one.init]
        names = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
        taken, lines = {False: [], True: []}, []
        for number, one in enumerate(dataclasses.fields(cls)):
            value = one.name
            if one.default_factory is not dataclasses.MISSING:
                names[f"_factory{number}"] = one.default_factory
                fresh = f"_factory{number}()"
                value = f"({fresh} if {one.name} is _missing else {one.name})" if one.init else fresh
                asked = f"{one.name}=_missing"
            elif one.default is not dataclasses.MISSING:
                names[f"_default{number}"] = one.default
                asked = f"{one.name}=_default{number}"
                value = one.name if one.init else f"_default{number}"
            else:
                asked = one.name
            if one in fields:
                taken[bool(one.kw_only)].append(asked)
            lines.append(f"    _set(self, {one.name!r}, {value})")
        if hasattr(cls, "__post_init__"):
            lines.append("    self.__post_init__()")
        parameters = ", ".join(["self", *taken[False], *(["*", *taken[True]] if taken[True] else [])])
        exec(f"def __init__({parameters}):\n" + "\n".join(lines), names)  # names of fields only; a class body cannot be from outside
        return names["__init__"]

    def __repr__(self):
        told = (f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr)
        return f"{type(self).__qualname__}({', '.join(told)})"

    def __setattr__(self, name, value):  # noqa: ARG001
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name):  # noqa: ARG001
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self):
        return [getattr(self, one.name) for one in dataclasses.fields(self)]

    def __setstate__(self, state):
        for one, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, one.name, value)
