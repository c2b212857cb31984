"""The Indonesian catalogue is whole: nothing missing, nothing fuzzy, nothing left in English."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "locale" / "id" / "LC_MESSAGES" / "django.po"
# The same word in both languages.
SAME = {"Unit", "unit", "Program", "program", "Portal", "Website"}


def chosen(*options):
    done = subprocess.run(
        ["msgattrib", *options, "--no-wrap", str(CATALOGUE)],
        capture_output=True,
        text=True,
        check=True,
    )
    return re.findall(r'^msgid "(.+)"$', done.stdout, re.MULTILINE)


@pytest.mark.parametrize("option", ["--untranslated", "--only-fuzzy", "--only-obsolete"])
def test_nothing_is_missing_fuzzy_or_left_over(option):
    assert chosen(option) == []


def test_the_placeholders_of_both_languages_agree():
    checked = subprocess.run(
        ["msgfmt", "--check", "--output-file", "/dev/null", str(CATALOGUE)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_no_string_was_left_in_english():
    text = chosen_pairs()
    assert {english for english, indonesian in text if english == indonesian} <= SAME
    assert len(text) > 400


def chosen_pairs():
    done = subprocess.run(
        ["msgattrib", "--translated", "--no-wrap", str(CATALOGUE)],
        capture_output=True,
        text=True,
        check=True,
    )
    return re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', done.stdout, re.MULTILINE)


def test_no_other_name_hides_a_string_from_the_catalogue():
    """Only these calls are read when strings are collected."""
    sources = [
        p for part in ("config", "contentdesk", "complaints") for p in ROOT.glob(f"{part}/**/*.py")
    ]
    imports = re.compile(r"from django\.utils\.translation import ([^\n]+)")
    for source in sources:
        for names in imports.findall(source.read_text()):
            for name in names.split(","):
                original, _as, alias = name.strip().partition(" as ")
                assert alias in {"", "_"}, f"{source}: {original} as {alias}"
