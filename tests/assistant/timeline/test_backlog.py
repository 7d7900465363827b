"""Reading in the background: how far it is, errors, and stopping."""

import threading

from dragoman.assistant.timeline.backlog import BacklogReader, Unread
from dragoman.corpus.errors import HomeBusy
from dragoman.corpus.progress import Progress


class Shelf:
    """Documents that are read when they are let."""

    def __init__(self, due: int, trouble: str | None = None) -> None:
        self.due = due
        self.trouble = trouble
        self.let = threading.Event()
        self.noted = threading.Event()

    def read(self, progress: Progress) -> None:
        progress(1, self.due)
        self.noted.set()
        self.let.wait(10)
        if self.trouble:
            raise HomeBusy(self.trouble)
        progress(self.due, self.due)
        self.due = 0


def finished(reading: BacklogReader) -> Unread | None:
    """What is told once the thread has ended."""
    for thread in threading.enumerate():
        if thread.name == "dragoman-reading":
            thread.join(10)
    return reading.state()


def test_it_reads_once_and_tells_how_far_it_is() -> None:
    shelf = Shelf(3)
    reading = BacklogReader(lambda: shelf.due, shelf.read)
    assert reading.state() is not None
    assert shelf.noted.wait(10)
    assert reading.state() == Unread(1, 3)
    shelf.let.set()
    assert finished(reading) is None


def test_trouble_is_told_once_and_then_tried_again() -> None:
    shelf = Shelf(3, "another process is writing")
    shelf.let.set()
    reading = BacklogReader(lambda: shelf.due, shelf.read)
    assert reading.state() == Unread(0, 3)
    assert finished(reading) == Unread(1, 3, "another process is writing")
    shelf.trouble = None
    assert reading.state() == Unread(0, 3)
    assert finished(reading) is None


def test_closing_stops_it_after_the_page_that_is_read() -> None:
    shelf = Shelf(3)
    reading = BacklogReader(lambda: shelf.due, shelf.read)
    reading.state()
    assert shelf.noted.wait(10)
    closing = threading.Thread(target=reading.close)
    closing.start()
    shelf.let.set()
    closing.join(10)
    assert not closing.is_alive()
    assert reading.state() is None
    assert shelf.due == 3
