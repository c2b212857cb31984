"""The first page: what waits for this person, from both domains."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from complaints.waiting import waiting_comments
from config.worker import worker_trouble
from contentdesk.organization.requests import PortalRequest
from contentdesk.permissions import may_start
from contentdesk.waiting import waiting_materials
from contentdesk.wordpress.trouble import publishing_trouble

# The parts in the order of their urgency, and the template of each (design.md §2).
PARTS = [
    (worker_trouble, "components/worker.html"),
    (publishing_trouble, "wordpress/_trouble.html"),
    (waiting_comments, "complaints/_waiting.html"),
    (waiting_materials, "contentdesk/_waiting.html"),
]


def home(request: PortalRequest) -> HttpResponse:
    """Each domain brings its own part; where none has anything, the page says so."""
    rendered = [render_to_string(template, part(request.user), request) for part, template in PARTS]
    parts = [part for part in rendered if part.strip()]
    return render(request, "home.html", {"parts": parts, "may_start": may_start(request.user)})
