"""Names of files in a kit: safe on every system a member state may open it on."""

import re

_WINDOWS_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}
)
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_LONGEST_PART = 120
# Windows Explorer unpacks into paths of at most 260 characters; the rest is for the folder it stands in.
_LONGEST_PATH = 200


def fault_of_name(name: str) -> str:
    """Return what makes a path in a kit unsafe, or nothing if it is safe.

    Safe is: relative, forward slashes, ASCII letters, digits, ``.``, ``_`` and ``-``, no ``..``, no name that
    Windows reserves, no part that ends with a dot.
    """
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "is an absolute path"
    if "\\" in name:
        return "has a backslash"
    parts = name.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        return "has an empty part or leads out of its folder"
    if len(name) > _LONGEST_PATH:
        return f"is longer than {_LONGEST_PATH} characters"
    return next((fault for part in parts if (fault := _fault_of_part(part))), "")


def _fault_of_part(part: str) -> str:
    if not _PART.fullmatch(part) or part.endswith("."):
        return "has characters that do not work on every system"
    if part.split(".", maxsplit=1)[0].casefold() in _WINDOWS_DEVICES:
        return "is a name that Windows reserves"
    return f"has a part longer than {_LONGEST_PART} characters" if len(part) > _LONGEST_PART else ""
