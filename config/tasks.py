"""What the worker does for the portal as a whole."""

from django.core.management import call_command


def clear_sessions() -> None:
    """Delete the sessions that have run out: one may hold text its writer never came back for."""
    call_command("clearsessions")
