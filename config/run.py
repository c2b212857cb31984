"""`make run`: the portal as in production, its worker and a local WordPress, for trying it.

Standard library only. It keeps its data in var/, prints where to go and who can log in, starts
again what has died, and ends everything with Ctrl-C or SIGTERM.
"""

import argparse
import http.client
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from config.programs import Keeper, Part, Program
from contentdesk.wordpress.local_site import HOST, LocalSite, LocalSiteError

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
LOGS = VAR / "log"
WORDPRESS_SETTINGS = ("WORDPRESS_URL", "WORDPRESS_USER", "WORDPRESS_APP_PASSWORD")
SECONDS_TO_ANSWER = 180
LARGEST_LOG = 5 * 1024 * 1024  # bytes


class StartError(Exception):
    """The portal cannot be started; the message says why and what to do."""


def secret_key(file: Path) -> str:
    """The portal's secret key, made on the first call and read from `file` ever after."""
    if not file.exists():
        file.touch(mode=0o600)
        # Hexadecimal: a value that begins with "$" would be read as the name of another setting.
        file.write_text(secrets.token_hex(32))
    return file.read_text()


def names_in(env_file: Path) -> set[str]:
    """The names of the settings an environment file sets; empty when there is no such file."""
    if not env_file.exists():
        return set()
    return set(re.findall(r"^\s*(?:export\s+)?(\w+)\s*=", env_file.read_text(), re.MULTILINE))


def environment(
    given: Mapping[str, str], in_env_file: set[str], ours: Mapping[str, str]
) -> dict[str, str]:
    """The environment of the portal's processes: ours, unless given or set in the `.env` file.

    The file's own values stay out: the settings read them there, after the environment.
    """
    chosen = {name: value for name, value in ours.items() if name not in in_env_file}
    return {**chosen, **given}


def refuse_taken_port(port: int, variable: str) -> None:
    """Raise StartError when something answers on the port; `variable` is make's name of it."""
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) != 0:
            return
    raise StartError(
        f"Port {port} sedang dipakai program lain. Hentikan program itu, "
        f"atau pakai port lain: make run {variable}={port + 1}"
    )


def keep_small(folder: Path) -> None:
    """Put each log of more than 5 MB aside as .log.1, in the place of the one put aside before."""
    for log in folder.glob("*.log"):
        if log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_name(f"{log.name}.1"))


def say(*lines: str) -> None:
    """Print to the person who started the portal."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def manage(*arguments: str, settings: Mapping[str, str]) -> str:
    """Run a manage.py command to its end and return what it printed; StartError if it failed."""
    log = LOGS / "setup.log"
    with log.open("ab") as errors:
        done = subprocess.run(  # noqa: S603 (the portal's own commands)
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            check=False,
        )
        errors.write(done.stdout)
    if done.returncode:
        raise StartError(f"Persiapan gagal pada manage.py {arguments[0]}. Lihat {log}")
    return done.stdout.decode()


def prepare_portal(settings: Mapping[str, str]) -> str:
    """Bring database, static files and demo data up to date; returns who can log in."""
    say("Menyiapkan basis data dan contoh…")
    manage("migrate", "--no-input", settings=settings)
    manage("createcachetable", settings=settings)
    manage("collectstatic", "--no-input", settings=settings)
    try:
        return manage("demo", settings=settings).rstrip()
    except StartError:
        # It refuses a portal to which people have been added, and that is no reason to stay away.
        return f"Orang contoh tidak ditambahkan; alasannya di {LOGS / 'setup.log'}."


def local_site(port: int) -> LocalSite | None:
    """The local WordPress; None when another site is set, or (with a sentence) when it can't be."""
    if not names_in(ROOT / ".env").union(os.environ).isdisjoint(WORDPRESS_SETTINGS):
        return None
    site = LocalSite(VAR / "wordpress", port, VAR / "node", VAR / "cache" / "wordpress.zip")
    if shutil.which("node") and site.is_installed:
        refuse_taken_port(port, "SITE_PORT")
        return site
    say(
        "Penerbitan menunggu sebuah situs: WordPress setempat belum dapat dijalankan.",
        "Pasang Node.js 20 atau yang lebih baru, lalu ulangi make run; atau isi "
        f"{', '.join(WORDPRESS_SETTINGS)} di berkas .env.",
    )
    return None


def wait_for_site(site: LocalSite) -> dict[str, str]:
    """The settings that lead to the site once it answers; none (and a sentence) if it does not."""
    try:
        site.wait(SECONDS_TO_ANSWER)
    except LocalSiteError:
        say(f"Penerbitan menunggu: WordPress setempat tidak menjawab. Lihat {site.log}")
        return {}
    return dict(zip(WORDPRESS_SETTINGS, (site.url, site.user, site.password), strict=True))


def answers(port: int) -> bool:
    """Whether the portal shows a page, be it the one to log in."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_for_portal(portal: Program, port: int) -> None:
    """Return when the portal answers; StartError, with its log, when it does not."""
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while not answers(port):
        if not portal.is_running or time.monotonic() > deadline:
            raise StartError(f"Portal tidak menjawab. Lihat {portal.log}")
        time.sleep(0.2)


def portal_and_worker(settings: Mapping[str, str], port: int) -> tuple[Program, Program]:
    """The two programs of the portal, not yet running."""
    server = ["-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--workers", "2"]
    server += ["--threads", "4", "--no-control-socket"]
    return (
        Program([sys.executable, *server], settings, ROOT, LOGS / "portal.log"),
        Program([sys.executable, "manage.py", "qcluster"], settings, ROOT, LOGS / "worker.log"),
    )


def own_settings(port: int) -> dict[str, str]:
    """What the portal is told when nobody has set it otherwise."""
    return {
        "SECRET_KEY": secret_key(VAR / "secret_key"),
        "ALLOWED_HOSTS": f"{HOST},localhost",
        "SITE_URL": f"http://{HOST}:{port}",
        "PYTHONUNBUFFERED": "1",
    }


def start(port: int, site_port: int, parts: dict[str, Part]) -> list[str]:
    """Set everything up and start it; returns the lines that tell where to go.

    Each part is put into `parts`, by the name shown of it, before it is launched.
    """
    refuse_taken_port(port, "PORT")
    LOGS.mkdir(parents=True, exist_ok=True)
    keep_small(LOGS)
    ours = own_settings(port)
    lines = [f"Portal: http://{HOST}:{port}"]
    site = local_site(site_port)
    if site:
        parts["WordPress"] = site
        site.launch()
    people = prepare_portal(environment(os.environ, names_in(ROOT / ".env"), ours))
    if site and (access := wait_for_site(site)):
        ours |= access
        lines.append(f"Situs:  {site.url} (pengelola: /wp-admin, admin, kata sandi password)")
    settings = environment(os.environ, names_in(ROOT / ".env"), ours)
    parts["Portal"], parts["Pekerja"] = portal, worker = portal_and_worker(settings, port)
    portal.launch()
    worker.launch()
    wait_for_portal(portal, port)
    return [*lines, "", people, "", f"Catatan: {LOGS}. Ctrl-C mengakhiri semuanya."]


def keep_running(parts: Mapping[str, Part]) -> None:
    """Watch every part until this program is ended."""
    keepers = [Keeper(name, part, say) for name, part in parts.items() if part.is_running]
    while True:
        for keeper in keepers:
            keeper.look()
        time.sleep(0.5)


def stop(parts: Mapping[str, Part]) -> None:
    """End every part, all at the same time."""
    # A second Ctrl-C must not leave half of them behind.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    with ThreadPoolExecutor(max_workers=len(parts) or 1) as pool:
        list(pool.map(lambda part: part.stop(), parts.values()))


def main() -> int:
    """Run until ended; 1 when the start failed, with a sentence that says why."""
    arguments = argparse.ArgumentParser(prog="make run")
    arguments.add_argument("--port", type=int, default=8000)
    arguments.add_argument("--site-port", type=int, default=8080)
    options = arguments.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    parts: dict[str, Part] = {}
    try:
        say(*start(options.port, options.site_port, parts))
        keep_running(parts)
    except (StartError, LocalSiteError) as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        say("", "Mengakhiri…")
    finally:
        stop(parts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
