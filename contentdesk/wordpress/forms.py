"""Under which words the website files what the portal sends: one row of a form a subject."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contentdesk.wordpress import terms
from contentdesk.wordpress.models import Term


class TermsForm(forms.Form):
    """For each kind, unit and program whether it is a category or a tag there, and its name."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.subjects = terms.all_subjects()
        known = terms.known_terms(self.subjects)
        for subject in self.subjects:
            term = terms.term_of(subject, known)
            name = {"name": subject.own_name}
            self.fields[f"{subject.key}:as"] = forms.ChoiceField(
                choices=Term.Taxonomy.choices,
                initial=term.taxonomy,
                show_hidden_initial=True,
                label=gettext("%(name)s is there") % name,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[f"{subject.key}:name"] = forms.CharField(
                required=False,
                max_length=80,
                initial=term.name,
                show_hidden_initial=True,
                label=gettext("Name of %(name)s there") % name,
                widget=forms.TextInput(
                    attrs={"placeholder": subject.own_name, "class": "form-control"}
                ),
            )

    def rows(self, group: str) -> Iterator[tuple[terms.Subject, BoundField, BoundField]]:
        """The subjects of a group (kind, unit, program) with their two fields."""
        for subject in self.subjects:
            if subject.group == group:
                yield subject, self[f"{subject.key}:as"], self[f"{subject.key}:name"]

    def groups(self) -> list[tuple[Any, list[tuple[terms.Subject, BoundField, BoundField]]]]:
        """Every group that is not empty, with its heading."""
        headings = {"kind": _("Kinds"), "unit": _("Units"), "program": _("Programs")}
        found = [(heading, list(self.rows(group))) for group, heading in headings.items()]
        return [(heading, rows) for heading, rows in found if rows]

    def decisions(self) -> Iterator[tuple[terms.Subject, str, str]]:
        """What was chosen otherwise than it was shown: subject, taxonomy, name or nothing.

        What a colleague has decided meanwhile about another subject is not undone.
        """
        changed = set(self.changed_data)
        for subject in self.subjects:
            if not changed & {f"{subject.key}:as", f"{subject.key}:name"}:
                continue
            taxonomy = self.cleaned_data[f"{subject.key}:as"]
            yield subject, taxonomy, self.cleaned_data[f"{subject.key}:name"]
