"""Everything measured in one run, as one JSON object on standard output."""

import json
import logging
import os
import platform
import sqlite3
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command


def main():
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        set_up(folder)
        from django.test.utils import setup_databases, teardown_databases

        databases = setup_databases(verbosity=0, interactive=False)
        try:
            measured = measure(Path(folder))
        finally:
            teardown_databases(databases, verbosity=0)
    sys.stdout.write(json.dumps(measured, indent=2) + "\n")


def set_up(folder):
    """The settings of the tests, with every file they make inside `folder`."""
    tempfile.tempdir = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/portal.sqlite3"
    django.setup()
    logging.getLogger("django-q").setLevel(logging.WARNING)


def measure(folder):
    """All figures; the lists come first, while the database is empty of materials."""
    import PIL
    from django import VERSION

    from tests.bench import importing, lists, photos, publishing

    people, units, programs = health_centre()
    measured = lists.measure(people, units, programs)
    call_command("flush", interactive=False, verbosity=0)
    people, units, _programs = health_centre()
    return {
        "measured_with": {
            "python": platform.python_version(),
            "django": ".".join(map(str, VERSION[:3])),
            "pillow": PIL.__version__,
            "sqlite": sqlite3.sqlite_version,
            "processors": os.cpu_count(),
        },
        "photo_door": photos.measure(folder),
        "publishing": publishing.measure(people["author"], people["manager"], units[0]),
        "comments_poll": importing.quiet_poll(),
        "comments_first_import": importing.first_import(),
        **measured,
    }


def health_centre():
    """Its people by name, its units and its programs."""
    from contentdesk.organization.duties import Role
    from contentdesk.organization.models import Centre, Program, Unit
    from tests.cast import person

    Centre.objects.create(name="Puskesmas Contoh", zone="Asia/Jakarta")
    units = [Unit.objects.create(name=name) for name in ("Farmasi", "Loket")]
    programs = [Program.objects.create(name=name) for name in ("Imunisasi", "Gizi")]
    people = {
        "author": person("author", "Ani Penulis", (Role.STAFF, units[0])),
        "manager": person("manager", "Mira Pengelola", (Role.MANAGER, None)),
        "lead": person("lead", "Lina Penanggung Jawab", (Role.LEAD, programs[0])),
    }
    return people, units, programs


if __name__ == "__main__":
    main()
