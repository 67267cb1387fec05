"""A property that is found out once: functools.cached_property without the lock that it takes in Python 3.11."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class kept(Generic[Value]):  # noqa: N801 - a decorator
    """Find a value out when it is first asked for, and keep it in the object. One thread reads a page."""

    def __init__(self, find: Callable[[Any], Value]) -> None:
        self.find, self.name, self.__doc__ = find, find.__name__, find.__doc__

    @overload
    def __get__(self, one: None, owner: type) -> "kept[Value]": ...

    @overload
    def __get__(self, one: object, owner: type) -> Value: ...

    def __get__(self, one: object | None, owner: type) -> "Value | kept[Value]":
        """Find the value out; the next time Python finds it in the object before it comes here."""
        if one is None:
            return self
        value = one.__dict__[self.name] = self.find(one)
        return value
