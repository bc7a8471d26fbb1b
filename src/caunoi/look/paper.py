"""Paper: a template and what stands on it become a PDF, in a process of its own that ends."""

import json
from collections.abc import Mapping
from typing import Any

from caunoi.look import child


def make_pdf(template: str, content: Mapping[str, Any]) -> bytes:
    """The PDF of a Typst template, which finds the content as JSON in `sys.inputs.content`. Fonts are embedded."""
    sent = json.dumps({"template": template, "content": json.dumps(content)}).encode()
    return child.run("caunoi.look.typesetting:pdf", sent, megabytes=2048)
