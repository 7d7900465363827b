"""Charts as inline SVG: intervals against floors, curves, and figures over time. Pure functions; numbers in, markup out.

Shapes and line styles tell marks apart, colours only help; every chart has a title and a description, and the page puts
a table beside it. Interval strips use percentages, so that they stretch with their cell and their dots stay round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from numpy import trapezoid

from ..run_file import Figure, Point
from .text import clean, number

WIDE, HIGH = 320, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 10, 10, 40
_STARTS = (0.9, 0.8, 0.5, 0.0)
_MOST = 200  # points of a curve; more cannot be seen


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `start` to 1."""

    start: float

    def at(self, value: float) -> float:
        """Where the value lies, 0 to 100, kept inside the axis."""
        return round(100 * min(max((value - self.start) / (1 - self.start), 0.0), 1.0), 2)

    @property
    def ticks(self) -> tuple[float, ...]:
        """Where the scale is labelled: its start, middle and end."""
        return (self.start, (self.start + 1) / 2, 1.0)


def axis(figures: Sequence[Figure]) -> Axis:
    """The narrowest scale that holds every value, interval and floor."""
    held = [value for one in figures for value in (one.value, one.low, one.floor) if value is not None]
    least = min(held, default=0.0)
    return Axis(next(start for start in _STARTS if start < least or start == 0.0))


def drawable(figure: Figure) -> bool:
    """Whether the figure lies between 0 and 1; a time or a count has no place on that scale."""
    return all(value is None or 0 <= value <= 1 for value in (figure.value, figure.low, figure.high, figure.floor))


def strip(figure: Figure, scale: Axis, before: float | None = None) -> str:
    """A dot with its whisker; a triangle and a line at the floor; a hollow dot for the baseline."""
    told = f"{figure.metric}: {number(figure.value)}"
    parts = ['<line class="rail" x1="0" x2="100%" y1="13" y2="13"/>']
    parts += [
        f'<line class="grid" x1="{scale.at(tick)}%" x2="{scale.at(tick)}%" y1="3" y2="23"/>' for tick in scale.ticks
    ]
    if figure.floor is not None:
        at = scale.at(figure.floor)
        name = "ceiling" if figure.less_is_better else "floor"
        told += f", {name} {number(figure.floor)}"
        parts.append(f'<line class="floor" x1="{at}%" x2="{at}%" y1="2" y2="24"/>')
        parts.append(
            f'<svg class="over" x="{at}%" y="0" width="1" height="1"><path class="floorhead" d="M-4.5 0H4.5L0 6Z"/></svg>'
        )
    if figure.low is not None and figure.high is not None:
        low, high = scale.at(figure.low), scale.at(figure.high)
        told += f", 95 % interval {number(figure.low)} to {number(figure.high)}"
        parts.append(f'<line class="whisker" x1="{low}%" x2="{high}%" y1="13" y2="13"/>')
        parts += [f'<line class="whisker" x1="{end}%" x2="{end}%" y1="9" y2="17"/>' for end in (low, high)]
    if before is not None and 0 <= before <= 1:
        told += f", baseline {number(before)}"
        parts.append(f'<circle class="before" cx="{scale.at(before)}%" cy="13" r="5"/>')
    state = "dot below" if figure.holds is False else "dot"
    parts.append(f'<circle class="{state}" cx="{scale.at(figure.value)}%" cy="13" r="4.5"/>')
    return f'<svg class="strip" role="img" aria-label="{_safe(told)}" height="26">{"".join(parts)}</svg>'


def scale_labels(scale: Axis) -> str:
    """The scale's numbers, to stand above a column of strips."""
    ends = ("start", "middle", "end")
    texts = (
        f'<text x="{scale.at(tick)}%" y="12" text-anchor="{end}">{tick:g}</text>'
        for tick, end in zip(scale.ticks, ends, strict=True)
    )
    return f'<svg class="strip labels" aria-hidden="true" height="16">{"".join(texts)}</svg>'


def curve(
    points: Sequence[Point], title: str, across: str, up: str, told: str, *, diagonal: bool = False, top: float = 1.0
) -> str:
    """A line through points between (0, 0) and (1, `top`), with both axes named."""
    kept = thinned(points, _MOST)
    right, bottom = WIDE - _RIGHT, HIGH - _BOTTOM

    def x(value: float) -> float:
        return round(_LEFT + (right - _LEFT) * min(max(value, 0.0), 1.0), 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - _TOP) * min(max(value / top, 0.0), 1.0), 1)

    parts = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{right}" y1="{y(tick * top)}" y2="{y(tick * top)}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y(tick * top) + 4}" text-anchor="end">{tick * top:.2g}</text>')
        parts.append(f'<text x="{x(tick)}" y="{bottom + 15}" text-anchor="middle">{tick:g}</text>')
    parts.append(
        f'<text class="axis" x="{(_LEFT + right) / 2}" y="{HIGH - 6}" text-anchor="middle">{_safe(across)}</text>'
    )
    middle = (_TOP + bottom) / 2
    parts.append(
        f'<text class="axis" x="11" y="{middle}" text-anchor="middle" transform="rotate(-90 11 {middle})">{_safe(up)}</text>'
    )
    if diagonal:
        parts.append(f'<line class="chance" x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}"/>')
    if len(kept) > 1:
        parts.append(f'<polyline class="curve" points="{" ".join(f"{x(a)},{y(b)}" for a, b in kept)}"/>')
    elif kept:
        parts.append(f'<circle class="dot" cx="{x(kept[0][0])}" cy="{y(kept[0][1])}" r="4"/>')
    return _drawing("plot", WIDE, HIGH, title, told, parts)


def area(points: Sequence[Point]) -> float:
    """Return the area under the points by trapezoids, divided by the width that they cover."""
    if not points:
        return 0.0
    across, up = zip(*sorted(points), strict=True)
    width = across[-1] - across[0]
    return float(trapezoid(up, across)) / width if width else 0.0


def thinned(points: Sequence[Point], most: int) -> tuple[Point, ...]:
    """At most `most` of the points, evenly spread in their order, first and last among them."""
    if len(points) <= most:
        return tuple(points)
    return tuple(points[round(at * (len(points) - 1) / (most - 1))] for at in range(most))


def timeline(figures: Sequence[Figure], dates: Sequence[str]) -> str:
    """One metric over the runs, oldest left: a band for the interval, a dashed line for the latest floor."""
    high, left, right, top, bottom = 130, 34, WIDE - 12, 12, 104
    held = [value for one in figures for value in (one.value, one.low, one.high, one.floor) if value is not None]
    least, most = min(held), max(held)
    room = max((most - least) * 0.1, 0.005 if most <= 1 else most * 0.02)
    least, most = least - room, most + room
    if max(held) <= 1:
        least, most = max(least, 0.0), min(most, 1.0)

    def x(at: int) -> float:
        return round(left + 8 + (right - left - 16) * (at / (len(figures) - 1) if len(figures) > 1 else 0.5), 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - top) * (value - least) / ((most - least) or 1.0), 1)

    parts = []
    for value in (least, most):
        parts.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{y(value)}" y2="{y(value)}"/>')
        parts.append(f'<text x="{left - 5}" y="{y(value) + 4}" text-anchor="end">{value:.2f}</text>')
    spread = [(at, one.low, one.high) for at, one in enumerate(figures) if one.low is not None and one.high is not None]
    if len(spread) > 1:
        around = [f"{x(at)},{y(high)}" for at, _, high in spread] + [
            f"{x(at)},{y(low)}" for at, low, _ in reversed(spread)
        ]
        parts.append(f'<polygon class="band" points="{" ".join(around)}"/>')
    floor = figures[-1].floor
    if floor is not None:
        parts.append(f'<line class="floor" x1="{left}" x2="{right}" y1="{y(floor)}" y2="{y(floor)}"/>')
    parts.append(
        f'<polyline class="curve" points="{" ".join(f"{x(at)},{y(one.value)}" for at, one in enumerate(figures))}"/>'
    )
    parts += [f'<circle class="dot" cx="{x(at)}" cy="{y(one.value)}" r="3.5"/>' for at, one in enumerate(figures)]
    parts.append(f'<text x="{left}" y="122">{_safe(dates[0])}</text>')
    if len(figures) > 1:
        parts.append(f'<text x="{right}" y="122" text-anchor="end">{_safe(dates[-1])}</text>')
    last, first = figures[-1], figures[0]
    told = f"{len(figures)} runs, from {number(first.value)} on {dates[0]} to {number(last.value)} on {dates[-1]}"
    return _drawing("plot small", WIDE, high, f"{last.metric} over time", told, parts)


def _drawing(kind: str, wide: int, high: int, title: str, told: str, parts: Sequence[str]) -> str:
    return (
        f'<svg class="{kind}" role="img" viewBox="0 0 {wide} {high}" aria-label="{_safe(f"{title}. {told}")}">'
        f"{''.join(parts)}</svg>"
    )


def _safe(text: str) -> str:
    return escape(clean(text), quote=True)
