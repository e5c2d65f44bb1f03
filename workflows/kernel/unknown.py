"""What a walk of a procedure (see `flow`) stands in for the data that only a real case has."""

from collections.abc import Iterator
from typing import Any, Protocol


class Chooser(Protocol):
    """Who says which way an open question goes."""

    def choose(self, options: int) -> int:
        """Which of `options`, counted from 0, is taken here."""
        ...


class Unknown:
    """Data that only a real case has. Whatever is made of it is unknown too; a yes or no of it goes both ways."""

    def __init__(self, walk: Chooser) -> None:
        self.__dict__["_walk"] = walk

    def _same(self, *_: Any, **__: Any) -> Any:
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __bool__(self) -> bool:
        return self.__dict__["_walk"].choose(2) == 0  # type: ignore[no-any-return]

    def __contains__(self, _: object) -> bool:
        return bool(self)

    def __iter__(self) -> Iterator[Any]:
        yield self

    def __len__(self) -> int:
        return 1

    def __index__(self) -> int:
        return 1

    __int__ = __index__

    def __str__(self) -> str:
        return "…"

    def __format__(self, _: str) -> str:
        return "…"

    def __hash__(self) -> int:
        return 0

    def keys(self) -> tuple[str, ...]:
        """Nothing to unpack."""
        return ()

    __call__ = __getitem__ = _same
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _same
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _same
    __or__ = __ror__ = __and__ = __rand__ = __floordiv__ = __mod__ = __neg__ = _same
