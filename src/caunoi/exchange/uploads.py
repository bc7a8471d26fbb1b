"""Many small files in one form, kept in memory and never on disk; what is too large is dropped, not read."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

from caunoi.published.intake import LARGEST

MOST_FILES = 100
MOST_TOGETHER = 30_000_000


class ManyFiles(MemoryFileUploadHandler):
    """Takes up to 30 MB in all. More than that ends the upload; the page then says so."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.taken = 0
        self.too_much = False

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.taken += len(raw_data)
        if self.taken > MOST_TOGETHER:
            self.too_much = True
            raise StopUpload(connection_reset=False)
        if start > LARGEST:
            return None  # the answer says that it is too large; its end is not kept
        return super().receive_data_chunk(raw_data, start)
