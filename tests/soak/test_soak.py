"""A short soak in every test run: the worker killed at random moments, and all comes right."""

import json
import subprocess
import sys

from tests.soak.worker import ROOT

ROUNDS = 3
SECONDS = 240  # for a slow machine; it takes about 20


def test_killed_at_random_moments_nothing_is_lost_or_doubled():
    command = [sys.executable, "-m", "tests.soak", "--rounds", str(ROUNDS), "--seed", "11"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        said, progress = process.communicate(timeout=SECONDS)
    finally:
        process.terminate()
        process.wait()
    assert process.returncode == 0, said + progress
    summary = json.loads(said)
    assert summary["violations"] == []
    assert summary["rounds"] == ROUNDS
    assert summary["workers_killed"] >= ROUNDS
