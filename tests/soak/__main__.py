"""Kill the worker at random moments, round after round, and count what is left.

The summary goes to standard output as JSON, progress to standard error. The exit status is 1 when
anything was lost, doubled or untrue; the seed in the summary then repeats it.
"""

import argparse
import contextlib
import json
import logging
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

import django
from django.core.management import call_command

from tests.soak.sites import OnTheFake, OnWordPress

ROUNDS = {False: 200, True: 30}  # on the fake, on a real WordPress


def main():
    options = asked()
    # So that the worker goes down with whoever is told to stop.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="portal-soak-") as name:
        folder = Path(name)
        with contextlib.closing(site_of(options, folder)) as site:
            set_up(folder, site, own_database=options.crowd is None)
            began = time.monotonic()
            summary = crowd(options, site, folder) if options.crowd else run(options, site, folder)
            summary |= {"seconds": round(time.monotonic() - began, 1)}
    sys.stdout.write(json.dumps(summary, indent=2) + "\n")
    return 1 if summary["violations"] else 0


def asked():
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--rounds", type=int, help="200, or 30 with --real, unless said")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--real", action="store_true", help="on a real WordPress of its own")
    way.add_argument(
        "--crowd",
        type=int,
        nargs="?",
        const=500,
        metavar="N",
        help="two workers over N (500) due deliveries, in the empty database of DATABASE_URL",
    )
    return parser.parse_args()


def site_of(options, folder):
    return OnWordPress(folder / "wordpress") if options.real else OnTheFake()


def set_up(folder, site, *, own_database):
    """A portal of this run's own, told by its environment alone, as the worker's will be."""
    database = f"sqlite:///{folder / 'portal.sqlite3'}"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.soak.settings",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": "only-for-the-soak",
        "DEBUG": "false",
        "DATABASE_URL": database if own_database else os.environ.get("DATABASE_URL", database),
        "MEDIA_ROOT": str(folder / "media"),
        "AWS_STORAGE_BUCKET_NAME": "",
        "Q_BROKER_URL": "",
        "WORDPRESS_URL": site.url,
        "WORDPRESS_USER": site.user,
        "WORDPRESS_APP_PASSWORD": site.password,
    }
    django.setup()
    logging.getLogger("django-q").setLevel(logging.WARNING)
    from django.db import connection

    if connection.introspection.table_names():
        sys.exit("This database is not empty: a soak wants one of its own.")
    call_command("migrate", verbosity=0)


def run(options, site, folder):
    from tests.soak.rounds import Soak

    rounds = options.rounds or ROUNDS[options.real]
    few = {"size": 1, "most_blows": 1} if options.real else {}
    log_file, began = folder / "worker.log", time.monotonic()
    with log_file.open("w") as log:
        soak = Soak(site, options.seed, log, **few)
        for number in range(1, rounds + 1):
            soak.one_round(number)
            each = (time.monotonic() - began) / number
            sys.stderr.write(f"\rround {number} of {rounds}, {each:.1f} seconds each")
            if soak.violations:
                break
        else:
            soak.to_the_end()
    sys.stderr.write("\n")
    if soak.violations:
        sys.stderr.write(f"The worker's last words:\n{log_file.read_text()[-8000:]}\n")
    told = {"site": "WordPress" if options.real else "fake", "seed": options.seed}
    return {**told, "rounds": number, "seconds_per_round": round(each, 1), **soak.summary()}


def crowd(options, site, folder):
    from tests.soak.crowd import Crowd

    return Crowd(site, random.Random(options.seed), folder).publish(options.crowd)


if __name__ == "__main__":
    sys.exit(main())
