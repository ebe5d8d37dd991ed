"""Office files are zips that carry the moment of writing; without it, the same document is the same bytes."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def repack(data: bytes, issued: datetime) -> bytes:
    """The same parts, each dated `issued` (a zip knows no year before 1980)."""
    stamp = (max(1980, issued.year), issued.month, issued.day, issued.hour, issued.minute, issued.second)
    moment = f"{issued:%Y-%m-%dT%H:%M:%S}Z".encode()
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _DATES.sub(rb"\g<1>" + moment + rb"\g<2>", content)
            entry = ZipInfo(name, stamp)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return buffer.getvalue()
