"""Which task each event wakes at once (design.md §2). The sweep of every minute does the same work.

A task listed here takes no argument: it looks into the rows for what is due.
"""

WAKES: dict[str, str] = {
    "edition.approve": "contentdesk.wordpress.tasks.send_due",
    "edition.approve_urgently": "contentdesk.wordpress.tasks.send_due",
    "edition.reschedule": "contentdesk.wordpress.tasks.send_due",
    "edition.release_hold": "contentdesk.wordpress.tasks.send_due",
    "edition.withdraw": "contentdesk.wordpress.tasks.send_due",
    "edition.withdraw_photo": "contentdesk.wordpress.tasks.send_due",
    "edition.restore": "contentdesk.wordpress.tasks.send_due",
    "publication.changed": "contentdesk.wordpress.tasks.send_due",
    "publication.look": "contentdesk.wordpress.tasks.compare_pages",
    "delivery.retry": "contentdesk.wordpress.tasks.send_due",
    "connection.check": "contentdesk.wordpress.tasks.check_connection",
    "comment.triage": "complaints.tasks.send_due",
    "comment.reclassify": "complaints.tasks.send_due",
    "comment.archive": "complaints.tasks.send_due",
    "comment.restore": "complaints.tasks.send_due",
    "comment.visibility": "complaints.tasks.send_due",
    "reply.send": "complaints.tasks.send_due",
}
