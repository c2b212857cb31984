"""Take in what visitors have said on the website: what the worker does by itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.wordpress import fetching


class Command(BaseCommand):
    help = "Take in new comments from the website; safe at any time and beside the worker."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            taken = fetching.pull()
        except fetching.FetchError as trouble:
            raise CommandError(str(trouble)) from trouble
        if taken is None:
            raise CommandError(
                _(
                    "No WordPress site is set up. Set WORDPRESS_URL, WORDPRESS_USER and "
                    "WORDPRESS_APP_PASSWORD."
                )
            )
        self.stdout.write(
            ngettext(
                "%(count)d new comment was taken in.",
                "%(count)d new comments were taken in.",
                taken,
            )
            % {"count": taken}
        )
