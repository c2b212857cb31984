"""Another try of everything that did not reach the website, from both domains."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from complaints.services import replies
from contentdesk.organization.requests import PortalRequest
from contentdesk.wordpress import services


@require_POST
def retry_all(request: PortalRequest) -> HttpResponse:
    """The manager wants all of it tried at once: pages, files, comments, answers."""
    number = services.retry_all(request.user) + replies.retry_all(actor=request.user)
    if number:
        sentence = ngettext("One is tried again now.", "%(number)d are tried again now.", number)
        messages.success(request, sentence % {"number": number})
    else:
        messages.info(request, _("There is nothing to try again: it is under way or done."))
    return redirect("website")
