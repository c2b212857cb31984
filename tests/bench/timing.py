"""Clocks, and figures with their aims."""

import statistics
import time


def interleaved(rounds, *ways):
    """The seconds each of `ways` (functions without arguments) took, round after round in turn.

    In turn, so that a slow moment of the machine meets all of them.
    """
    seconds = [[] for _ in ways]
    for _ in range(rounds):
        for way, own in zip(ways, seconds, strict=True):
            started = time.perf_counter()
            way()
            own.append(time.perf_counter() - started)
    return seconds


def ratio(ours, plain):
    """How many times as long as the plain way ours takes, by the medians."""
    return round(statistics.median(ours) / statistics.median(plain), 3)


def milliseconds(seconds):
    """The median in milliseconds."""
    return round(statistics.median(seconds) * 1000, 1)


def figure(value, aim):
    """A measured value beside the aim that an issue names for it."""
    return {"value": value, "aim": aim}
