"""The pages of reports and contact sheets, from the templates beside this module."""

from base64 import b64encode
from pathlib import Path

from toolkit.page_templates import PageTemplates

_TEMPLATES = PageTemplates(Path(__file__).parent / "templates")


def page(name: str, **values: object) -> str:
    """Return the page of ``templates/<name>.html`` in the style of the same name; every value is escaped.

    It needs nothing beside it, and its content security policy allows no script and no address.
    """
    return _TEMPLATES.render(f"{name}.html", {"picture": _webp_address} | values, style=f"{name}.css")


def drawing(name: str, **values: object) -> str:
    """Return the drawing of ``templates/<name>.svg.jinja``; every value is escaped, but `Markup`."""
    return _TEMPLATES.render(f"{name}.svg.jinja", values)


def _webp_address(data: bytes) -> str:
    return f"data:image/webp;base64,{b64encode(data).decode()}"
