"""A short soak in every test run: workers are killed, or two work side by side; all comes right."""

import json
import subprocess
import sys

from tests.soak.worker import ROOT

ROUNDS = 3
MATERIALS = 12
SECONDS = 240  # for a slow machine; both together take about 30


def soak(*arguments):
    """The summary of a run in a process of its own, without whose help it could not be killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.soak", "--seed", "11", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said, progress = process.communicate(timeout=SECONDS)
    finally:
        process.terminate()
        process.wait()
    assert process.returncode == 0, said + progress
    return json.loads(said)


def test_killed_at_random_moments_nothing_is_lost_or_doubled():
    summary = soak("--rounds", str(ROUNDS))
    assert summary["violations"] == []
    assert summary["rounds"] == ROUNDS
    assert summary["workers_killed"] >= ROUNDS


def test_two_workers_publish_a_crowd_and_each_material_once():
    summary = soak("--crowd", str(MATERIALS))
    assert summary["violations"] == []
    assert summary["posts_created"] == summary["pages_live"] == MATERIALS
    assert all(summary["tasks_taken_by_each_worker"])
