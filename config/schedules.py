"""What the worker does by the clock; the rows are made after each migrate."""

from typing import Any

from django_q.models import Schedule

# task → minutes between two runs
EVERY: dict[str, int] = {
    "config.tasks.clear_sessions": 24 * 60,
    "contentdesk.tasks.forget_covered": 60,
    "contentdesk.tasks.index_words": 1,
    "contentdesk.tasks.take_out_withdrawn": 1,
    "contentdesk.wordpress.tasks.send_due": 1,
    "contentdesk.wordpress.tasks.check_connection": 1,
    "contentdesk.wordpress.tasks.compare_pages": 60,
    "complaints.tasks.send_due": 1,
    "complaints.tasks.pull": 1,
    "complaints.tasks.look_again": 60,
}


def ensure(**kwargs: Any) -> None:
    """Make missing schedules and mend changed ones; those of tasks no longer named go."""
    Schedule.objects.exclude(name__in=EVERY).delete()
    for task, minutes in EVERY.items():
        Schedule.objects.update_or_create(
            name=task,
            defaults={"func": task, "schedule_type": Schedule.MINUTES, "minutes": minutes},
        )
