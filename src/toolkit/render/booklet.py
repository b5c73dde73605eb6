"""Several PDF pages as one document."""

import io
from collections.abc import Sequence
from typing import Any

import pikepdf


def booklet(pages: Sequence[bytes], *, title: str, language: str) -> bytes:
    """Return one PDF of several, in order, with a title and language (BCP 47) of its own.

    The same pages give the same bytes.
    """
    with pikepdf.new() as document:
        for page in pages:
            with pikepdf.open(io.BytesIO(page)) as single:
                document.pages.extend(single.pages)
        root: Any = document.Root
        root.Lang = pikepdf.String(language)
        root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = [language]
        output = io.BytesIO()
        document.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return output.getvalue()
