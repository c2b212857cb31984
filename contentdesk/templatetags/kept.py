"""The hidden field of forms whose words must outlive a login (foundation/kept_input.py)."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contentdesk.foundation import kept_input

register = template.Library()


@register.simple_tag(takes_context=True)
def keep_input(context: dict[str, Any], page: str = "") -> SafeString:
    """Put `{% keep_input %}` inside the form, beside the CSRF token.

    `page` is where the text comes back, if not on this page.
    """
    token = kept_input.token_for(context["request"], page)
    return format_html('<input type="hidden" name="{}" value="{}">', kept_input.FIELD, token)
