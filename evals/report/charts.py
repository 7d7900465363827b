"""The geometry of the report's charts: intervals against floors, curves, and figures over time.

Shapes and line styles distinguish marks, colours only help; each chart has a description for screen readers, and the page
shows its numbers in a table. `templates/charts.html.jinja` draws them as inline SVG.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from numpy import trapezoid

from ..run_file import Figure, Point
from .text import number

WIDTH, HEIGHT = 320, 240
MOST_POINTS = 200
"""Points of a drawn curve; more cannot be seen."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 10, 10, 40
_STARTS = (0.9, 0.8, 0.5, 0.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `start` to 1."""

    start: float

    def at(self, value: float) -> float:
        """Return the position of a value, 0 to 100; values outside the scale are moved to its ends."""
        return round(100 * min(max((value - self.start) / (1 - self.start), 0.0), 1.0), 2)

    @property
    def ticks(self) -> tuple[float, ...]:
        """Return the labelled values: start, middle and end."""
        return (self.start, (self.start + 1) / 2, 1.0)


@dataclass(frozen=True, slots=True)
class IntervalStrip:
    """A dot with its interval, floor and baseline. All positions are 0 to 100; `None` if there is nothing to draw."""

    description: str
    value: float
    interval: tuple[float, float] | None
    floor: float | None
    baseline: float | None
    missed: bool


@dataclass(frozen=True, slots=True)
class AxisTick:
    """A grid line of a curve at height `y`, and a label below at `x`."""

    x: float
    y: float
    across: str
    up: str


@dataclass(frozen=True, slots=True)
class CurvePlot:
    """A line in a square of scales, in SVG units; `across` and `up` name the axes."""

    description: str
    across: str
    up: str
    ticks: tuple[AxisTick, ...]
    points: tuple[Point, ...]
    diagonal: tuple[Point, Point] | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM
    middle: float = (_TOP + HEIGHT - _BOTTOM) / 2


@dataclass(frozen=True, slots=True)
class TimelinePlot:
    """One metric over the runs, in SVG units: a band for the interval, a dashed line for the latest floor."""

    description: str
    limits: tuple[tuple[str, float], ...]
    points: tuple[Point, ...]
    band: tuple[Point, ...]
    floor: float | None
    first: str
    last: str | None
    width: int = WIDTH
    height: int = 130
    left: int = 34
    right: int = WIDTH - 12


def axis(figures: Sequence[Figure]) -> Axis:
    """Return the narrowest scale that includes every value, interval and floor."""
    drawn = [value for one in figures for value in (one.value, one.low, one.floor) if value is not None]
    least = min(drawn, default=0.0)
    return Axis(next(start for start in _STARTS if start < least or start == 0.0))


def drawable(figure: Figure) -> bool:
    """Return whether the figure lies between 0 and 1; times and counts do not fit the scale."""
    return all(value is None or 0 <= value <= 1 for value in (figure.value, figure.low, figure.high, figure.floor))


def strip(figure: Figure, scale: Axis, baseline: float | None = None) -> IntervalStrip:
    """Place a figure, its interval and floor on the scale, with the value of the baseline if it lies between 0 and 1."""
    description = f"{figure.metric}: {number(figure.value)}"
    interval = None
    if figure.floor is not None:
        description += f", {'ceiling' if figure.less_is_better else 'floor'} {number(figure.floor)}"
    if figure.low is not None and figure.high is not None:
        description += f", 95 % interval {number(figure.low)} to {number(figure.high)}"
        interval = (scale.at(figure.low), scale.at(figure.high))
    if baseline is not None and not 0 <= baseline <= 1:
        baseline = None
    if baseline is not None:
        description += f", baseline {number(baseline)}"
    return IntervalStrip(
        description,
        scale.at(figure.value),
        interval,
        None if figure.floor is None else scale.at(figure.floor),
        None if baseline is None else scale.at(baseline),
        figure.holds is False,
    )


def curve(
    points: Sequence[Point], title: str, across: str, up: str, summary: str, *, diagonal: bool = False, top: float = 1.0
) -> CurvePlot:
    """Draw points between (0, 0) and (1, `top`) as a line, with both axes named."""
    right, bottom = WIDTH - _RIGHT, HEIGHT - _BOTTOM

    def x(value: float) -> float:
        return round(_LEFT + (right - _LEFT) * min(max(value, 0.0), 1.0), 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - _TOP) * min(max(value / top, 0.0), 1.0), 1)

    ticks = tuple(
        AxisTick(x(tick), y(tick * top), f"{tick:g}", f"{tick * top:.2g}") for tick in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    drawn = tuple((x(a), y(b)) for a, b in thinned(points, MOST_POINTS))
    chance = ((x(0), y(0)), (x(1), y(1))) if diagonal else None
    return CurvePlot(f"{title}. {summary}", across, up, ticks, drawn, chance)


def area(points: Sequence[Point]) -> float:
    """Return the area under the points by trapezoids, divided by the width that they cover."""
    if not points:
        return 0.0
    across, up = zip(*sorted(points), strict=True)
    width = across[-1] - across[0]
    return float(trapezoid(up, across)) / width if width else 0.0


def thinned(points: Sequence[Point], most: int) -> tuple[Point, ...]:
    """Return at most `most` of the points, evenly spread in their order, including the first and the last."""
    if len(points) <= most:
        return tuple(points)
    return tuple(points[round(at * (len(points) - 1) / (most - 1))] for at in range(most))


def timeline(figures: Sequence[Figure], dates: Sequence[str]) -> TimelinePlot:
    """Draw one metric over the runs, oldest on the left."""
    left, right, top, bottom = 34, WIDTH - 12, 12, 104
    drawn = [value for one in figures for value in (one.value, one.low, one.high, one.floor) if value is not None]
    least, most = min(drawn), max(drawn)
    room = max((most - least) * 0.1, 0.005 if most <= 1 else most * 0.02)
    least, most = least - room, most + room
    if max(drawn) <= 1:
        least, most = max(least, 0.0), min(most, 1.0)

    def x(at: int) -> float:
        return round(left + 8 + (right - left - 16) * (at / (len(figures) - 1) if len(figures) > 1 else 0.5), 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - top) * (value - least) / ((most - least) or 1.0), 1)

    spread = [(at, one.low, one.high) for at, one in enumerate(figures) if one.low is not None and one.high is not None]
    band: tuple[Point, ...] = ()
    if len(spread) > 1:
        band = (*((x(at), y(high)) for at, _, high in spread), *((x(at), y(low)) for at, low, _ in reversed(spread)))
    first, last = figures[0], figures[-1]
    summary = f"{len(figures)} runs, from {number(first.value)} on {dates[0]} to {number(last.value)} on {dates[-1]}"
    return TimelinePlot(
        description=f"{last.metric} over time. {summary}",
        limits=tuple((f"{value:.2f}", y(value)) for value in (least, most)),
        points=tuple((x(at), y(one.value)) for at, one in enumerate(figures)),
        band=band,
        floor=None if last.floor is None else y(last.floor),
        first=dates[0],
        last=dates[-1] if len(figures) > 1 else None,
    )
