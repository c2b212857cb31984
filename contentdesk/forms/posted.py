"""A form's values as a browser would send them, and what of them somebody else has said."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from contentdesk.foundation.rich_text import RichText, html_for_editor, text_from_html


def as_posted(*filled: forms.BaseForm) -> QueryDict:
    """What a browser would send for these forms as they stand, files aside."""
    data = QueryDict(mutable=True)
    for field in (field for form in filled for field in form):
        if isinstance(field.field, forms.FileField):
            continue
        said = field.value()
        if isinstance(said, RichText):
            data[f"{field.html_name}_html"] = html_for_editor(said.body, said.body_html)
            said = said.body
        if isinstance(said, bool):
            said = "on" if said else ""
        data[field.html_name] = said.isoformat() if isinstance(said, date) else str(said or "")
    return data


def stored_beside(posted: QueryDict, *stored: forms.BaseForm) -> list[tuple[Any, str]]:
    """Label and stored value of each field where `posted` says something else."""
    values = as_posted(*stored)
    if "body" not in posted and "body_html" in posted:
        # The manager's editor sends the formatted text alone.
        posted = posted.copy()
        posted["body"] = text_from_html(posted.get("body_html", ""))
    beside = []
    for field in (field for form in stored for field in form):
        name, value = field.html_name, values.get(field.html_name, "")
        said = posted.get(name, "").replace("\r\n", "\n").strip()
        if name in posted and said != value and not field.is_hidden:
            choices = {str(key): str(label) for key, label in getattr(field.field, "choices", [])}
            beside.append((field.label, choices.get(value, value)))
    return beside
