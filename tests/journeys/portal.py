"""A whole portal for the journeys: gunicorn, worker and database of its own, as in production."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from config.programs import Program
from config.run import answers
from tests.live.site import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"


class Portal:
    """Starts on a database in `folder`, towards `site`; `manage` runs a command beside it."""

    def __init__(self, folder, site):
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.folder = folder
        self.database = folder / "portal.sqlite3"
        own = {
            name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
        }
        self.settings = own | {
            "DEBUG": "",
            "SECRET_KEY": "only-for-journeys",
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": self.url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "MEDIA_ROOT": str(folder / "media"),
            "WORDPRESS_URL": site.url,
            "WORDPRESS_USER": site.user,
            "WORDPRESS_APP_PASSWORD": site.password,
        }
        server = ["-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{self.port}"]
        server += ["--threads", "4", "--no-control-socket"]
        self.server = self._program("portal", server)
        self.worker = self._program("worker", ["manage.py", "qcluster"])

    def _program(self, name, arguments):
        log = self.folder / f"{name}.log"
        return Program([sys.executable, *arguments], self.settings, ROOT, log)

    def start(self):
        """Prepare the database and the demo people, and start to answer."""
        for command in ["migrate", "createcachetable", "collectstatic --no-input", "demo"]:
            self.manage(*command.split())
        self.server.launch()
        deadline = time.monotonic() + 60
        while not answers(self.port) and time.monotonic() < deadline:
            time.sleep(0.2)

    def stop(self):
        self.worker.stop()
        self.server.stop()

    def manage(self, *arguments, check=True):
        """Run a manage.py command to its end; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def beside(self, *arguments):
        """Start a manage.py command and leave it running; its process."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def rows(self, query, *values):
        """Rows of the portal's database, for looking only."""
        with closing(sqlite3.connect(self.database)) as database:
            return database.execute(query, values).fetchall()

    def time_passes(self):
        """Every wait of a delivery is over, and so is the claim of a dead worker."""
        with closing(sqlite3.connect(self.database)) as database:
            for table in ["wordpress_delivery", "wordpress_connectioncheck", "complaints_delivery"]:
                database.execute(
                    f"UPDATE {table} SET next_try = datetime('now', '-1 hour') "
                    "WHERE next_try IS NOT NULL"
                )
                database.execute(
                    f"UPDATE {table} SET claimed_until = datetime('now', '-1 hour') "
                    "WHERE claimed_until IS NOT NULL"
                )
            database.commit()

    def ulid(self, title):
        """The name of the material whose edition has this title."""
        [(ulid,)] = self.rows(
            "SELECT m.ulid FROM contentdesk_material m JOIN contentdesk_edition e "
            "ON e.material_id = m.id WHERE e.title = ?",
            title,
        )
        return ulid
