"""The node's logs: rotated by size, and gone after thirty days."""

import logging
from datetime import datetime, timedelta
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

BYTES_MAX = 5_000_000
FILES_MAX = 5
DAYS_KEPT = 30
LINE_LENGTH_MAX = 4_000


def log_to(path: Path) -> logging.Logger:
    """Return a log that writes to the file, each line with its moment in UTC."""
    log = logging.getLogger(f"summitry.node.{path}")
    for each in list(log.handlers):
        log.removeHandler(each)
        each.close()
    handler = RotatingFileHandler(path, maxBytes=BYTES_MAX, backupCount=FILES_MAX, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)sZ %(message)s", "%Y-%m-%dT%H:%M:%S"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    path.chmod(0o600)
    return log


def close(log: logging.Logger) -> None:
    """Close the log's files."""
    for each in list(log.handlers):
        log.removeHandler(each)
        each.close()


def copy_lines(stream: IO[bytes], log: logging.Logger) -> None:
    """Write every line of the stream into the log, until the stream ends."""
    for line in iter(lambda: stream.readline(LINE_LENGTH_MAX), b""):
        log.info("%s", line.decode("utf-8", "replace").rstrip())
    stream.close()


def drop_old(folder: Path, *, now: datetime) -> int:
    """Delete log files that nothing was written to for thirty days, and return how many."""
    limit = (now - timedelta(days=DAYS_KEPT)).timestamp()
    old = [each for each in folder.glob("*.log*") if each.stat().st_mtime < limit]
    for each in old:
        each.unlink()
    return len(old)
