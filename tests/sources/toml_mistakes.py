"""Mistakes in TOML files, made from a seed: what a tired person, a script or an attacker may write."""

import copy
import datetime as dt
import random
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from toolkit.files import data_folder
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.workspace.brand import BrandFile
from toolkit.sources.workspace.design import DesignFile
from toolkit.sources.workspace.fonts import FontsFile
from toolkit.sources.workspace.partners import PartnerFile
from toolkit.sources.workspace.placement_file import PlacementRow
from toolkit.sources.workspace.strings import Strings

PARTNER = {
    "name": "Acme",
    "names": {"fr": "Acmé"},
    "role": "partner",
    "logo": "acme.png",
    "written_permission": True,
    "permission": "letter of 3 March 2021",
}
VALUES: tuple[Any, ...] = (
    *(
        "",
        " ",
        "x",
        "x" * 5_000,
        "Ünïcode",
        "a\nb",
        "\x1b[31mred",
        "2021-05-17",
        "#FFF",
        "../..",
        "{{ x }}",
        "en_US",
    ),
    *(0, -1, 1, 7, 10**9, 2**63 - 1, 0.5, -0.5, 1e308, float("nan"), float("inf"), True, False),
    *([], [[]], [1, "x"], {}, {"x": 1}, {"": ""}, [{}], [{"id": "a"}, {"id": "a"}]),
    *(dt.date(1, 1, 1), dt.date(2021, 5, 17), dt.time(13, 0), dt.datetime(2021, 5, 17, 13, 0)),  # noqa: DTZ001
)
_KEYS = ("x", "", "titel", "ids", "a b", "\x07", "k" * 3_000, "Ä", "__class__")
Path_ = tuple[str | int, ...]


def samples() -> Mapping[type[BaseModel], list[dict[str, Any]]]:
    """Return the tables of the shipped files, by the model that reads them."""
    assets, designs = data_folder("assets"), data_folder("designs")
    campaigns = data_folder("campaigns")
    return {
        Campaign: [_read(path) for path in sorted(campaigns.glob("*/campaign.toml"))],
        Copy: [_read(path) for path in sorted(campaigns.glob("*/copy/en.toml"))],
        PlacementRow: _read(assets / "placements.toml")["placement"],
        BrandFile: [_read(assets / "brand.toml")],
        Strings: [_read(assets / "strings/en.toml"), _read(assets / "strings/ar.toml")],
        DesignFile: [_read(path) for path in sorted(designs.glob("*/design.toml"))],
        PartnerFile: [PARTNER],
        FontsFile: [_read(data_folder("fonts") / "fonts.toml")],
    }


def mistakes(count: int, seed: int) -> Iterator[tuple[type[BaseModel], dict[str, Any], str]]:
    """Yield `count` tables with one to three mistakes each, with their model and what was done."""
    picked = random.Random(seed)  # noqa: S311  mistakes, not secrets
    tables = samples()
    for _ in range(count):
        model = picked.choice(list(tables))
        table = copy.deepcopy(picked.choice(tables[model]))
        done = ", ".join(_spoilt(table, picked) for _ in range(picked.randint(1, 3)))
        yield model, table, f"{model.__name__}: {done}"


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _spoilt(table: dict[str, Any], picked: random.Random) -> str:  # noqa: PLR0911  one for each kind
    """Spoil one place of a table, and say how."""
    at = picked.choice(list(_places(table)))
    parent: Any = table
    for key in at[:-1]:
        parent = parent[key]
    last = at[-1]
    match picked.choice(
        ("value", "value", "value", "missing", "extra", "twice", "long", "nested", "renamed")
    ):
        case "missing":
            del parent[last]
            return f"without {at}"
        case "extra" if isinstance(parent, dict):
            key, value = picked.choice(_KEYS), picked.choice(VALUES)
            parent[key] = copy.deepcopy(value)
            return f"{key!r:.20} beside {at}"
        case "twice" if isinstance(parent, list):
            parent.append(copy.deepcopy(parent[last]))
            return f"twice {at}"
        case "long" if isinstance(parent, list):
            parent.extend(copy.deepcopy(parent[:1]) * 600)
            return f"600 times {at}"
        case "nested":
            parent[last] = [parent[last]]
            return f"{at} in brackets"
        case "renamed" if isinstance(parent, dict):
            parent[f"{last}s"] = parent.pop(last)
            return f"{at} renamed"
        case _:
            value = picked.choice(VALUES)
            parent[last] = copy.deepcopy(value)
            return f"{at} = {value!r:.20}"


def _places(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    if isinstance(value, dict):
        inside: list[tuple[str | int, Any]] = list(value.items())
    else:
        inside = list(enumerate(value)) if isinstance(value, list) else []
    for key, inner in inside:
        yield (*at, key)
        yield from _places(inner, (*at, key))
