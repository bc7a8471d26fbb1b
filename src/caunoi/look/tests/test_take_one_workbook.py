"""A form that takes one workbook keeps no more than the limit in memory, whatever is sent to it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from caunoi.look.uploads import LARGEST, OneWorkbook

HALF = b"a,b\n" * (LARGEST // 8)


@pytest.mark.parametrize(("files", "too_large"), [(1, False), (2, False), (3, True), (9, True)])
def test_many_files_at_once_do_not_fill_the_memory(files, too_large):
    sent = [SimpleUploadedFile(f"{number}.csv", HALF) for number in range(files)]
    request = RequestFactory().post("/", {"file": sent})
    (reader,) = request.upload_handlers = [OneWorkbook(request)]
    kept = request.FILES.getlist("file")
    assert reader.too_large is too_large
    assert sum(len(one.read()) for one in kept) == min(files, 2) * len(HALF) <= LARGEST
