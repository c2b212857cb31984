"""Clocks, and figures with their aims."""

import statistics
import time


def interleaved(rounds, *ways, clock=time.perf_counter):
    """The seconds each of `ways` (functions without arguments) took, round after round in turn.

    In turn, so that a slow moment of the machine meets all of them. What cannot take turns is
    better measured by `clock=time.process_time`, which no other program on the machine delays.
    """
    seconds = [[] for _ in ways]
    for _ in range(rounds):
        for way, own in zip(ways, seconds, strict=True):
            started = clock()
            way()
            own.append(clock() - started)
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
