"""The JUnit XML report, for continuous integration: a test case for each item and for each floor."""

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree

from ..run_file import EvalRun, Figure, ItemResult
from .text import clean, interval, number, shortened


def junit(run: EvalRun) -> str:
    """Return the XML document. Items are grouped by kind; a failure says why, what was found and what was right.

    Each figure with a floor is a separate test case, so that a figure below its floor fails the build.
    """
    root = ElementTree.Element("testsuites", name=clean(run.suite))
    ordered = sorted(run.items, key=lambda item: item.kind)
    groups = [(kind, list(found)) for kind, found in groupby(ordered, key=lambda item: item.kind)]
    for kind, found in groups:
        suite = _suite(root, f"{run.suite}.{kind}", len(found), sum(item.failed for item in found), run.date)
        suite.set("time", f"{sum(item.seconds for item in found):.3f}")
        for item in found:
            _item(suite, item)
    pinned = [figure for figure in run.figures if figure.floor is not None]
    if pinned:
        suite = _suite(root, f"{run.suite}.floors", len(pinned), sum(not one.holds for one in pinned), run.date)
        for figure in pinned:
            _floor(suite, figure)
    root.set("tests", str(len(run.items) + len(pinned)))
    root.set("failures", str(sum(item.failed for item in run.items) + sum(not one.holds for one in pinned)))
    root.set("errors", "0")
    root.set("time", f"{run.seconds:.3f}")
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(root: ElementTree.Element, name: str, tests: int, failures: int, date: str) -> ElementTree.Element:
    attributes = {"name": clean(name), "timestamp": clean(f"{date}T00:00:00"), "errors": "0", "skipped": "0"}
    return ElementTree.SubElement(root, "testsuite", {**attributes, "tests": str(tests), "failures": str(failures)})


def _item(suite: ElementTree.Element, item: ItemResult) -> None:
    case = ElementTree.SubElement(
        suite, "testcase", classname=suite.get("name", ""), name=clean(item.id), time=f"{item.seconds:.3f}"
    )
    if not item.failed:
        return
    failure = ElementTree.SubElement(case, "failure", type=clean(item.kind), message=clean(shortened(item.why, 300)))
    lines = [f"question: {item.question}"]
    lines += [f"answer: {item.answer}"] if item.answer else []
    lines += [f"found: {place.text}" for place in item.found[:3]] or ["found: nothing"]
    lines += [f"right: {place.text}" for place in item.gold]
    lines += [f"{name}: {number(score)}" for name, score in item.scores.items()]
    failure.text = _joined(lines)


def _floor(suite: ElementTree.Element, figure: Figure) -> None:
    case = ElementTree.SubElement(
        suite, "testcase", classname=suite.get("name", ""), name=clean(figure.metric), time="0.000"
    )
    if figure.holds or figure.floor is None:
        return
    reach = f"{'at most' if figure.less_is_better else 'at least'} {number(figure.floor)}"
    message = f"{figure.metric} is {number(figure.value)}, and should be {reach}"
    failure = ElementTree.SubElement(case, "failure", type="floor", message=clean(message))
    failure.text = _joined([message, f"95 % interval: {interval(figure) or 'none'}", f"n: {figure.n}"])


def _joined(lines: Sequence[str]) -> str:
    return clean("\n".join(lines))
