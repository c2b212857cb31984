"""What is compared does the same work; how fast it is, no test says."""

import pytest

from tests.bench import importing, photos, publishing, timing
from tests.foundation import pictures


@pytest.mark.parametrize("boxes", [(), photos.BOXES])
@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize(("kind", "size"), [("JPEG", (6000, 3000)), ("HEIF", (400, 200))])
def test_plain_pillow_makes_the_same_bytes(kind, size, orientation, boxes, tmp_path):
    path = tmp_path / "foto"
    made = pictures.saved(pictures.corners(*size), kind, exif=pictures.exif(orientation))
    path.write_bytes(made)
    assert photos.through_the_door(path, boxes) == photos.plainly(path, boxes)


def test_the_ways_take_turns():
    turns = []
    ours, plain = timing.interleaved(2, lambda: turns.append("a"), lambda: turns.append("b"))
    assert turns == ["a", "b", "a", "b"]
    assert len(ours) == len(plain) == 2


def test_a_ratio_is_of_medians():
    assert timing.ratio([3.0, 100.0, 2.0], [2.0, 1.0, 50.0]) == 1.5


@pytest.mark.django_db
def test_the_same_requests_are_repeated(author, manager, unit, monkeypatch):
    """It asserts so itself: method, path and status of each, in their order."""
    monkeypatch.setattr(publishing, "MATERIALS", 2)
    monkeypatch.setattr(publishing, "ROUNDS", 1)
    measured = publishing.measure(author, manager, unit)
    assert measured["requests_per_material"] == 9.0  # one of them finds no terms yet


@pytest.mark.django_db
def test_a_quiet_poll_is_one_request(monkeypatch):
    monkeypatch.setattr(importing, "POLLED", 120)
    assert importing.quiet_poll()["requests_of_a_quiet_poll"]["value"] == 1


@pytest.mark.django_db
def test_a_first_import_takes_in_what_bare_paging_reads(monkeypatch):
    """It asserts so itself, each time."""
    for name, value in {"COMMENTS": 250, "PAGES": 20, "ROUNDS": 1}.items():
        monkeypatch.setattr(importing, name, value)
    assert importing.first_import()["time_ratio"]["value"] > 0
