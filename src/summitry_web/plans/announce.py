"""Who wants to know that a plan has changed is told after the commit."""

from collections.abc import Callable

Listener = Callable[[int, int, tuple[str, ...]], None]
_LISTENERS: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call the listener with event, revision and tables after each change."""
    _LISTENERS.append(listener)


def changed(event_id: int, revision: int, tables: tuple[str, ...]) -> None:
    """Tell every listener."""
    for listener in _LISTENERS:
        listener(event_id, revision, tables)
