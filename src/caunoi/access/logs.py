"""What may be written to a log: the place of a fault in the code, never a value, an address or a handle."""

import logging
import traceback


def without_values() -> logging.Filter:
    """A filter that drops the request and the arguments of a message and keeps its fixed text."""
    return _WithoutValues()


class _WithoutValues(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.args = ()
        record.msg = str(record.msg).replace("%s", "…").replace("%d", "…").replace("%r", "…")
        for name in ("request", "status_code"):
            record.__dict__.pop(name, None)
        return True


class PlaceOnly(logging.Formatter):
    """Faults as their kind and the lines of code they passed; the text of an exception may hold what somebody typed."""

    def formatException(self, ei) -> str:  # type: ignore[no-untyped-def]  # noqa: N802  # name and shape are logging's
        kind, _value, trace = ei
        places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([f"{kind.__name__ if kind else 'fault'} at", *places])
