"""A real WordPress on this computer, for people trying the portal and for the tests.

WordPress Playground (an npm package) runs WordPress on PHP compiled to WebAssembly, with SQLite.
WordPress itself comes as a zip; `make setup` brings both. Standard library only: the supervisor
and the tests use this module before Django is set up.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
import zipfile
from http.client import HTTPException
from pathlib import Path

HOST = "127.0.0.1"
HERE = Path(__file__).resolve().parent
SECONDS_TO_END = 10


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads its own group: ask it, wait 10 seconds, then kill all of the group.

    The leader alone is asked, since it ends the others in its own order.
    """
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(SECONDS_TO_END)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class LocalSiteError(Exception):
    """The local WordPress cannot be started; the message says why and what to do."""


class LocalSite:
    """One WordPress with its files, database and secrets in one folder, on one port.

    folder: kept between starts (delete it to begin anew); made when missing.
    port: on 127.0.0.1; may differ from one start to the next.
    packages: the folder with `node_modules` made from requirements/wordpress.
    archive: the WordPress zip.
    Sites in different folders and on different ports run side by side.
    """

    user = "portal"  # an editor: may publish, upload and moderate, and nothing more

    def __init__(self, folder: Path, port: int, packages: Path, archive: Path) -> None:
        self.folder = folder.resolve()
        self.port = port
        self.packages = packages.resolve()
        self.archive = archive.resolve()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The site's address, without a slash at its end."""
        return f"http://{HOST}:{self.port}"

    @property
    def password(self) -> str:
        """The application password of `user`; LocalSiteError before the first start is done."""
        if not self.is_set_up:
            raise LocalSiteError("This site has no password yet: start it first.")
        return self._password_file.read_text().strip()

    @property
    def is_set_up(self) -> bool:
        """Whether a first start has gone through to its end."""
        return self._password_file.exists()

    @property
    def pid(self) -> int | None:
        """The process that answers, or None; it leads a process group of its own."""
        return self._process.pid if self._process else None

    @property
    def is_installed(self) -> bool:
        """Whether the packages and the zip are there, that is, `make wordpress` has been run."""
        return self._command_file.exists() and self.archive.exists()

    @property
    def is_running(self) -> bool:
        """Whether the process that was started is still there."""
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> Path:
        """What the site's process printed, all starts in one file."""
        return self.folder / "wordpress.log"

    @property
    def _password_file(self) -> Path:
        return self.folder / "secrets" / "password"

    @property
    def _temporary(self) -> Path:
        return self.folder / "temporary"

    def prepare(self) -> None:
        """Unpack WordPress into the folder, once; LocalSiteError when a part is missing."""
        if shutil.which("node") is None:
            raise LocalSiteError("Node.js is missing. Install Node.js 20 or newer, with npm.")
        if not self.is_installed:
            raise LocalSiteError("The local WordPress is not installed. Run: make wordpress")
        # What a killed process left behind is of no use to the next one.
        shutil.rmtree(self._temporary, ignore_errors=True)
        self._temporary.mkdir(parents=True)
        self._password_file.parent.mkdir(mode=0o700, exist_ok=True)
        wordpress = self.folder / "wordpress"
        if not wordpress.exists():
            # Renamed when complete, so that an interrupted start leaves no half WordPress.
            unpacked = self.folder / "unpacked"
            shutil.rmtree(unpacked, ignore_errors=True)
            with zipfile.ZipFile(self.archive) as archive:
                archive.extractall(unpacked)
            unpacked.rename(wordpress)

    def start(self, timeout: float) -> None:
        """Prepare, launch, and wait until the site answers; see `launch` and `wait`."""
        self.launch()
        self.wait(timeout)

    def launch(self) -> None:
        """Prepare the site and start its process without waiting for it.

        Raises LocalSiteError when the port is taken or a part is missing.
        """
        self.prepare()
        if self._port_is_taken():
            raise LocalSiteError(f"Port {self.port} is in use by another program.")
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 (our own command, no input in it)
                self._command(),
                cwd=self.folder,
                env={**os.environ, "TMPDIR": str(self._temporary)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self, timeout: float) -> None:
        """Return when the REST index answers and the password is there, within `timeout` seconds.

        Otherwise the process is ended and LocalSiteError names the log.
        """
        deadline = time.monotonic() + timeout
        while not (self.is_set_up and self._answers()):
            if not self.is_running:
                self.stop()
                raise LocalSiteError(f"WordPress did not start. Its log: {self.log}")
            if time.monotonic() > deadline:
                self.stop()
                raise LocalSiteError(
                    f"WordPress did not answer within {timeout:.0f} seconds. Its log: {self.log}"
                )
            time.sleep(0.2)

    def stop(self) -> None:
        """End the site's process and all it started; by force when it takes too long."""
        if self._process is None:
            return
        end_group(self._process)
        self._process = None

    @property
    def _command_file(self) -> Path:
        return self.packages / "node_modules" / "@wp-playground" / "cli" / "wp-playground.js"

    def _command(self) -> list[str]:
        command = ["node", "--require", str(HERE / "local_site.cjs"), str(self._command_file)]
        command += ["server", "--port", str(self.port), "--site-url", self.url, "--php", "8.3"]
        command += ["--wordpress-install-mode", "install-from-existing-files-if-needed"]
        for source, target in (("wordpress", "/wordpress"), ("secrets", "/secrets")):
            command += ["--mount-before-install", f"{self.folder / source}:{target}"]
        # Application passwords ask for HTTPS unless the environment is local.
        command += ["--define", "WP_ENVIRONMENT_TYPE", "local"]
        # Nothing outside is reached, and WordPress would wait for it in the middle of a request.
        for name in ("WP_HTTP_BLOCK_EXTERNAL", "AUTOMATIC_UPDATER_DISABLED", "DISABLE_WP_CRON"):
            command += ["--define-bool", name, "true"]
        if not self.is_set_up:
            command += ["--blueprint", str(self._blueprint())]
        return command

    def _blueprint(self) -> Path:
        blueprint = self.folder / "blueprint.json"
        step = {"step": "runPHP", "code": (HERE / "local_site.php").read_text()}
        blueprint.write_text(json.dumps({"steps": [step]}))
        return blueprint

    def _answers(self) -> bool:
        # Playground accepts requests before WordPress is there, and then answers without JSON.
        try:
            with urllib.request.urlopen(self.url + "/wp-json/", timeout=10) as answer:  # noqa: S310
                return "routes" in json.load(answer)
        except (OSError, ValueError, HTTPException):
            return False

    def _port_is_taken(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((HOST, self.port)) == 0
