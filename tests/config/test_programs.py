"""Programs are ended with all they started, and started again when they end."""

import os
import sys
import time
from pathlib import Path

from config.programs import QUICK_ENDS, Keeper, Program

# Starts a child that ignores a polite end, writes its number, and ignores it likewise.
STUBBORN = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = os.fork()
if child:
    open(sys.argv[1], "w").write(f"{child}")
time.sleep(60)
"""


def program(tmp_path, *arguments):
    return Program([sys.executable, *arguments], dict(os.environ), tmp_path, tmp_path / "log")


def wait_until(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid):
    """Whether the process runs; one that ended and waits for its parent does not count."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_it_prints_is_in_the_log(tmp_path):
    one = program(tmp_path, "-c", "import sys; print('out'); sys.exit('err')")

    one.launch()
    wait_until(lambda: not one.is_running)
    one.stop()

    assert sorted(one.log.read_text().split()) == ["err", "out"]


def test_stop_ends_children_that_do_not_want_to(tmp_path, monkeypatch):
    monkeypatch.setattr("contentdesk.wordpress.local_site.SECONDS_TO_END", 0.2)
    number = tmp_path / "number"
    one = program(tmp_path, "-c", STUBBORN, str(number))
    one.launch()
    wait_until(lambda: number.exists() and number.read_text())
    child = int(number.read_text())
    assert is_alive(child)

    one.stop()

    wait_until(lambda: not is_alive(child))
    assert not one.is_running


def test_stop_before_launch_and_twice_does_nothing(tmp_path):
    one = program(tmp_path, "-c", "pass")
    one.stop()
    one.launch()
    one.stop()
    one.stop()

    assert not one.is_running


def test_keeper_starts_again_what_has_ended(tmp_path):
    said = []
    one = program(tmp_path, "-c", "import time; time.sleep(60)")
    one.launch()
    keeper = Keeper("Portal", one, said.append)
    keeper.look()
    assert said == []

    os.kill(one._process.pid, 9)
    wait_until(lambda: not one.is_running)
    keeper.look()

    assert one.is_running
    assert len(said) == 1
    assert str(one.log) in said[0]
    one.stop()


def test_keeper_leaves_what_keeps_ending(tmp_path):
    said = []
    one = program(tmp_path, "-c", "print('start')")
    one.launch()
    keeper = Keeper("Pekerja", one, said.append)

    while not keeper.gave_up:
        wait_until(lambda: not one.is_running)
        keeper.look()

    assert len(said) == QUICK_ENDS + 1
    assert "dibiarkan" in said[-1]
    assert one.log.read_text().count("start") == QUICK_ENDS + 1
