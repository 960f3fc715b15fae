"""QR and Code 128 symbols as inline SVG, drawn in modules so that every edge falls on a multiple of one."""

from collections.abc import Iterable
from itertools import groupby

import segno
from barcode.codex import Code128
from markupsafe import Markup, escape

QR_MODULE_MM = 0.82
QR_QUIET_MODULES = 4
BAR_MODULE_MM = 0.3
BAR_QUIET_MODULES = 10


class _FixedWidthCode128(Code128):  # type: ignore[misc]  # the library has no types
    """Code 128 whose last character always stands in set B, so that all codes of one kind have one width."""

    _buffer: str

    def _maybe_switch_charset(self, pos: int) -> list[int]:
        last = pos == len(self.code) - 1
        if not (last and self._charset == "C" and self.code[pos].isdigit()):
            switched: list[int] = super()._maybe_switch_charset(pos)
            return switched
        codes: list[int] = self._new_charset("B")
        if self._buffer:
            codes.append(self._convert(self._buffer))
            self._buffer = ""
        return codes


def qr_svg(text: str, title: str, *, module_mm: float = QR_MODULE_MM) -> Markup:
    """Draw `text` as the smallest QR symbol of level M that holds it, with its quiet zone of four modules.

    Capital letters, figures and ` $%*+-./:` keep the symbol small. Source: ISO/IEC 18004.
    """
    symbol = segno.make_qr(text, error="m", boost_error=False)
    rows = [
        _runs(row, QR_QUIET_MODULES, number + QR_QUIET_MODULES) for number, row in enumerate(symbol.matrix)
    ]
    modules = len(symbol.matrix) + 2 * QR_QUIET_MODULES
    side = f"{modules * module_mm:.2f}mm"
    return _svg("qr", title, path="".join(rows), box=(modules, modules), size=(side, side))


def code128_svg(text: str, title: str, *, height_mm: float, module_mm: float = BAR_MODULE_MM) -> Markup:
    """Draw `text` as Code 128 in modules of 0.3 mm, or another width, with quiet zones of ten modules.

    Letters stand in set B, figures in set C, the last character (the check character) in set B.
    Source: ISO/IEC 15417.
    """
    bars = _FixedWidthCode128(text).build()[0]
    modules = len(bars) + 2 * BAR_QUIET_MODULES
    path = _runs([bar == "1" for bar in bars], BAR_QUIET_MODULES, 0)
    size = (f"{modules * module_mm:.2f}mm", f"{height_mm:g}mm")
    return _svg("bars", title, path=path, box=(modules, 1), size=size)


def code128_width(text: str, *, module_mm: float) -> float:
    """Return how wide `text` is as Code 128 with its quiet zones, in millimetres."""
    return (len(_FixedWidthCode128(text).build()[0]) + 2 * BAR_QUIET_MODULES) * module_mm


def _runs(modules: Iterable[bool | int], left: int, top: int) -> str:
    """Return the dark runs of one row as rectangles one module high."""
    path, x = [], left
    for dark, run in groupby(modules):
        width = len(list(run))
        if dark:
            path.append(f"M{x} {top}h{width}v1h-{width}z")
        x += width
    return "".join(path)


def _svg(kind: str, title: str, *, path: str, box: tuple[int, int], size: tuple[str, str]) -> Markup:
    drawing = f'<title>{escape(title)}</title><path shape-rendering="crispEdges" d="{path}"/>'
    frame = f'viewBox="0 0 {box[0]} {box[1]}" preserveAspectRatio="none" width="{size[0]}" height="{size[1]}"'
    head = f'<svg class="code {kind}" xmlns="http://www.w3.org/2000/svg" role="img" {frame}>'
    return Markup(f"{head}{drawing}</svg>")  # noqa: S704 - numbers of our own and an escaped title
