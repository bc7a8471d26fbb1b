"""One workbook in a form: kept in memory up to a limit, never on disk; what is larger is read past and not kept."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler

LARGEST = 5_000_000


class OneWorkbook(MemoryFileUploadHandler):
    """Takes up to 5 MB, in however many files. What comes after is read and dropped, so that the browser hears the answer;
    `too_large` says so."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.taken = 0
        self.too_large = False

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.taken += len(raw_data)
        if self.taken > LARGEST:
            self.too_large = True
            return None
        return super().receive_data_chunk(raw_data, start)
