"""QR symbols as one vector path (ISO/IEC 18004:2015)."""

from dataclasses import dataclass
from functools import lru_cache

import qrcode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.util import BIT_LIMIT_TABLE

QUIET_ZONE = 4  # modules on every side, ISO/IEC 18004:2015 6.3.8
# Version 1 has 21 modules a side, each further one 4 more, up to version 40 (6.3.2); counts are longer from
# version 10 on (table 3).
_SMALLEST, _STEP, _LARGEST_VERSION, _LONG_COUNTS = 21, 4, 40, 10


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol: rows of modules, true for dark, without the quiet zone."""

    address: str
    rows: tuple[tuple[bool, ...], ...]

    @property
    def modules(self) -> int:
        """Modules per side, without the quiet zone."""
        return len(self.rows)

    @property
    def side(self) -> int:
        """Modules per side, with the quiet zone."""
        return self.modules + 2 * QUIET_ZONE


@lru_cache(maxsize=64)
def symbol_for(address: str, *, plain: bool = False) -> Symbol:
    """Return the smallest symbol that holds an address at error correction level M (15 %).

    A `plain` one has level L (7 %): fewer modules, which can be larger where there is little room.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_L if plain else ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    return Symbol(address, tuple(tuple(bool(module) for module in row) for row in code.get_matrix()))


def longest_address(modules: int) -> int:
    """Return how many bytes of an address a symbol of at most that many modules per side surely holds.

    ISO/IEC 18004:2015, tables 3 and 7, in byte mode at level M; 0 if there is no symbol so small.
    """
    version = min((modules - _SMALLEST) // _STEP + 1, _LARGEST_VERSION)
    if version < 1:
        return 0
    header = 4 + (8 if version < _LONG_COUNTS else 16)
    return int((BIT_LIMIT_TABLE[ERROR_CORRECT_M][version] - header) // 8)


def dark_path(symbol: Symbol) -> str:
    """Return the dark modules as one path in module units, the quiet zone counted from 0, 0.

    Dark neighbours in a row are one rectangle, so that no hairline shows between them.
    """
    return "".join(
        f"M{start + QUIET_ZONE} {row + QUIET_ZONE}h{width}v1h-{width}z"
        for row, modules in enumerate(symbol.rows)
        for start, width in _runs(modules)
    )


def _runs(modules: tuple[bool, ...]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(modules):
        if dark and column and modules[column - 1]:
            start, width = runs[-1]
            runs[-1] = (start, width + 1)
        elif dark:
            runs.append((column, 1))
    return runs


def symbol_svg(symbol: Symbol) -> str:
    """Return a file of its own with the symbol, black on white, one user unit per module."""
    side, px = symbol.side, symbol.side * 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{px}" height="{px}">'
        f'<rect width="{side}" height="{side}" fill="#ffffff"/>'
        f'<path fill="#000000" d="{dark_path(symbol)}"/></svg>'
    )
