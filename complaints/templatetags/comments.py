"""Parts of pages that show comments."""

from typing import Any

from django import template
from django.utils.functional import Promise

from complaints.models import Comment
from complaints.standing import CHIPS, changed_there
from complaints.wordpress.overview import on_their_way

register = template.Library()


@register.inclusion_tag("components/chip.html")
def comment_chip(comment: Comment) -> dict[str, str | Promise]:
    """The state of a comment as a chip."""
    tone, icon = CHIPS[comment.state]
    return {"tone": tone, "icon": icon, "label": comment.get_state_display()}


@register.simple_tag
def comments_on_their_way() -> dict[str, Any]:
    """The jobs about comments that have not reached the site yet: rows and count."""
    return on_their_way()


@register.inclusion_tag("complaints/_changed_there.html")
def changed_chips(comment: Comment) -> dict[str, Any]:
    """What somebody on WordPress has done to a comment, as chips."""
    return {"chips": changed_there(comment)}
