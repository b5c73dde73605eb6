"""HTML pages from templates that lie beside the code: of kits, reports and contact sheets.

The templates of artwork are filled elsewhere, with expressions that people write. This Jinja only ever loads
files of the package, escapes every value, and refuses a name that does not exist.
"""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

__all__ = ["Markup", "PageTemplates"]


class PageTemplates:
    """The templates of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def render(
        self, template: str, values: Mapping[str, object], *, style: str = "", script: str = ""
    ) -> str:
        """Return a page.

        `style` and `script` name files of the folder, to stand in the page as they are. The template gets
        their text under these names; ``style_hash`` and ``script_hash`` are what a content security policy
        needs to allow them and no others.
        """
        inline: dict[str, object] = {}
        for name, file in (("style", style), ("script", script)):
            text = (self._folder / file).read_text(encoding="utf-8") if file else ""
            inline |= {name: Markup(text), f"{name}_hash": _csp_digest(text)}  # noqa: S704  our own files
        return _environment(self._folder).get_template(template).render(**inline, **values)


@cache
def _environment(folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        newline_sequence="\n",
    )


def _csp_digest(text: str) -> str:
    """Return the source expression that allows one inline text (CSP Level 3, 2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
