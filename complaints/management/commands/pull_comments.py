"""Take in what visitors have said on the website: what the worker does by itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.services import noticing
from complaints.wordpress import fetching


class Command(BaseCommand):
    help = "Take in new comments from the website; safe at any time and beside the worker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--look-again",
            action="store_true",
            help="also look at every open or recent comment once more, whenever that was done",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._pull()
            if options["look_again"]:
                self._look_again()
        except fetching.FetchError as trouble:
            raise CommandError(str(trouble)) from trouble

    def _pull(self) -> None:
        taken = fetching.pull()
        if taken is None:
            raise CommandError(
                _(
                    "No WordPress site is set up. Set WORDPRESS_URL, WORDPRESS_USER and "
                    "WORDPRESS_APP_PASSWORD."
                )
            )
        words = ngettext(
            "%(count)d new comment was taken in.", "%(count)d new comments were taken in.", taken
        )
        self.stdout.write(words % {"count": taken})

    def _look_again(self) -> None:
        noticing.ask_for_a_look(timezone.now())
        found = fetching.look_again()
        if found is None:
            return
        words = _("%(looked)d comments looked at again, %(changed)d changed on WordPress.")
        self.stdout.write(words % {"looked": found.looked, "changed": found.changed})
        words = ngettext(
            "%(count)d comment came in late: WordPress takes it for spam, or did.",
            "%(count)d comments came in late: WordPress takes them for spam, or did.",
            found.late,
        )
        self.stdout.write(words % {"count": found.late})
