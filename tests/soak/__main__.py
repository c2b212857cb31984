"""Kill the worker at random moments, round after round, and count what is left.

The summary goes to standard output as JSON, progress to standard error. The exit status is 1 when
anything was lost, doubled or untrue; the seed in the summary then repeats it.
"""

import argparse
import json
import logging
import os
import random
import signal
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

from tests.soak.sites import OnTheFake


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    # So that the worker goes down with whoever is told to stop.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    site = OnTheFake()
    try:
        with tempfile.TemporaryDirectory(prefix="portal-soak-") as folder:
            set_up(Path(folder), site)
            summary = run(options, site, Path(folder) / "worker.log")
    finally:
        site.stop()
    sys.stdout.write(json.dumps(summary, indent=2) + "\n")
    return 1 if summary["violations"] else 0


def set_up(folder, site):
    """A portal of this run's own, told by its environment alone, as the worker's will be."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.soak.settings",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": "only-for-the-soak",
        "DEBUG": "false",
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "AWS_STORAGE_BUCKET_NAME": "",
        "Q_BROKER_URL": "",
        "WORDPRESS_URL": site.url,
        "WORDPRESS_USER": site.user,
        "WORDPRESS_APP_PASSWORD": site.password,
    }
    django.setup()
    logging.getLogger("django-q").setLevel(logging.WARNING)
    call_command("migrate", verbosity=0)


def run(options, site, log_file):
    from tests.soak.rounds import Soak

    with log_file.open("w") as log:
        soak = Soak(site, options.seed, log)
        for number in range(1, options.rounds + 1):
            soak.one_round(number)
            sys.stderr.write(f"\rround {number} of {options.rounds}")
            if soak.violations:
                break
        else:
            soak.to_the_end()
    sys.stderr.write("\n")
    if soak.violations:
        sys.stderr.write(f"The worker's last words:\n{log_file.read_text()[-8000:]}\n")
    return {"seed": options.seed, "rounds": number, **soak.summary()}


if __name__ == "__main__":
    sys.exit(main())
