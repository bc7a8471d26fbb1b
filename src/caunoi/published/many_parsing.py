"""The child's side of reading many workbooks."""

from collections.abc import Iterator

from caunoi.look.workbooks import parsing


def parse_many(data: bytes, *, sizes: list[int], most_rows: int) -> Iterator[bytes]:
    """One after the other, each with the number of its lines before it."""
    first = 0
    for size in sizes:
        lines = b"".join(parsing.parse(data[first : first + size], most_rows=most_rows)).splitlines(keepends=True)
        first += size
        yield b"%d\n" % len(lines)
        yield from lines
