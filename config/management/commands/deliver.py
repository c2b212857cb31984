"""Send what is due, in this process: what the worker does by itself each minute."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.wordpress import sending
from contentdesk.foundation.delivery import DeliveryState
from contentdesk.foundation.moments import appointment
from contentdesk.wordpress import connection, pausing, tasks


class Command(BaseCommand):
    help = "Publish approved materials that are due, and send answers; safe beside the worker."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.site() is None:
            raise CommandError(
                _(
                    "No website is connected. Set WORDPRESS_URL, WORDPRESS_USER and "
                    "WORDPRESS_APP_PASSWORD. Nothing is lost: everything due waits."
                )
            )
        state = pausing.current()
        if pausing.is_paused(timezone.now()) and state and state.paused_until:
            words = _("The website does not answer. Everything waits until %(time)s.")
            raise CommandError(words % {"time": appointment(state.paused_until)})
        failed = 0
        for delivery in tasks.send_here():
            failed += delivery.state not in {DeliveryState.DONE, DeliveryState.DROPPED}
            trouble = f" ({delivery.error_code})" if delivery.error_code else ""
            self.stdout.write(f"{delivery.edition}: {delivery.get_state_display()}{trouble}")
        for removal in tasks.remove_here():
            failed += removal.state not in {DeliveryState.DONE, DeliveryState.DROPPED}
            trouble = f" ({removal.error_code})" if removal.error_code else ""
            line = _("File taken off the website: %(address)s")
            self.stdout.write(line % {"address": removal.publication} + trouble)
        for is_over, line in sending.send_due():
            failed += not is_over
            self.stdout.write(line)
        if failed:
            words = _("%(number)s not sent; each is tried again or waits for a person.")
            raise CommandError(words % {"number": failed})
