"""Programs that `make run` keeps running: started in their own groups, started again, ended."""

import contextlib
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from contentdesk.wordpress.local_site import LocalSiteError, end_group

# One that ends this soon after its start, this often in a row, will not get well by itself.
SECONDS_OF_A_QUICK_END = 10
QUICK_ENDS = 3


class Part(Protocol):
    """Something that is kept running: a Program or a LocalSite."""

    @property
    def log(self) -> Path:
        """Where it writes what it does."""

    @property
    def is_running(self) -> bool:
        """Whether it was launched and has not ended."""

    def launch(self) -> None:
        """Start it without waiting for it."""

    def stop(self) -> None:
        """End it and all it started; nothing happens when it is not running."""


class Program:
    """One command that runs until it is stopped, in a process group of its own."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path, log: Path
    ) -> None:
        self.command = command
        self.environment = environment
        self.folder = folder
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether the command has been launched and has not ended."""
        return self._process is not None and self._process.poll() is None

    def launch(self) -> None:
        """Start the command in its folder; what it prints is added to its log."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 (the portal's own commands)
                self.command,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> None:
        """End the command and all it started; nothing happens when it is not running."""
        if self._process is not None:
            end_group(self._process)
            self._process = None


class Keeper:
    """Watches one part that is running, and starts it again when it has ended.

    say: prints a sentence to the person who started the portal.
    """

    def __init__(self, name: str, part: Part, say: Callable[[str], None]) -> None:
        self.name = name
        self.part = part
        self.say = say
        self.gave_up = False
        self._started = time.monotonic()
        self._quick_ends = 0

    def look(self) -> None:
        """Start the part again if it has ended; give up when it keeps ending, and name its log."""
        if self.gave_up or self.part.is_running:
            return
        quick = time.monotonic() - self._started < SECONDS_OF_A_QUICK_END
        self._quick_ends = self._quick_ends + 1 if quick else 1
        # Its leader is gone; what that one had started may not be.
        self.part.stop()
        if self._quick_ends > QUICK_ENDS:
            self.gave_up = True
            self.say(f"{self.name} berulang kali berhenti dan dibiarkan. Lihat {self.part.log}")
            return
        self.say(f"{self.name} berhenti dan dijalankan lagi. Lihat {self.part.log}")
        self._started = time.monotonic()
        with contextlib.suppress(LocalSiteError):
            self.part.launch()
