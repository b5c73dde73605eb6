"""What stands first in a kit and in an alt text: ``assets/kit.toml``."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from toolkit.errors import Problem
from toolkit.sources.schema.models import Name, Record, record_of
from toolkit.sources.workspace.overlay import Overlay, read_tables

KIT_FILE = "kit.toml"

Thing = TypeVar("Thing")


class AltTextRules(Record):
    """In which order an alt text says what a picture shows, and what it leaves out; slots with ``_``.

    `order` has the slots of each sentence, the most important one first; ``{n}`` in a name stands for
    numbers. `joined` are slots read as one text, `lists` those whose lines are a list.
    """

    order: tuple[tuple[str, ...], ...] = ()
    silent: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    joined: Mapping[str, tuple[str, ...]] = {}
    lists: tuple[str, ...] = ()
    same_as: Mapping[str, str] = {}

    def over(self, below: "AltTextRules") -> "AltTextRules":
        """Return these rules with those of another file after them; a slot keeps its first place."""
        said = {slot for group in self.order for slot in group}
        rest = (tuple(slot for slot in group if slot not in said) for group in below.order)
        return AltTextRules(
            order=(*self.order, *(group for group in rest if group)),
            # What a file gives a place in the order is said, even if it is silent below.
            silent=_once(self.silent, (slot for slot in below.silent if slot not in said)),
            quoted=_once(self.quoted, below.quoted),
            joined={**below.joined, **self.joined},
            lists=_once(self.lists, below.lists),
            same_as={**below.same_as, **self.same_as},
        )


class KitFile(Record):
    """What ``assets/kit.toml`` holds; `designs` are in the order of a kit."""

    designs: tuple[Name, ...] = ()
    alt_text: AltTextRules = AltTextRules()

    def over(self, below: "KitFile") -> "KitFile":
        """Return this file with another one after it."""
        return KitFile(
            designs=_once(self.designs, below.designs), alt_text=self.alt_text.over(below.alt_text)
        )


def load_kit_file(assets: Overlay, problems: list[Problem]) -> KitFile:
    """Read the file of every layer; what the workspace names comes first."""
    found = KitFile()
    for table in reversed(read_tables(assets, KIT_FILE, problems) or ()):
        file = record_of(KitFile, table, f"assets/{KIT_FILE}", problems)
        found = file.over(found) if file else found
    return found


def _once(*groups: Iterable[Thing]) -> tuple[Thing, ...]:
    return tuple(dict.fromkeys(thing for group in groups for thing in group))
