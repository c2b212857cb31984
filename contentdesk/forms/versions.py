"""Which two versions to lay side by side."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contentdesk.versions import Version


class CompareForm(forms.Form):
    """Two different versions of one material, by their keys; the older one comes first."""

    old = forms.ChoiceField(label=_("Compare"))
    new = forms.ChoiceField(label=_("with"))

    def __init__(self, data: Any, *, versions: list[Version]) -> None:
        self.by_key = {version.key: version for version in versions}
        initial = {"old": versions[-2].key, "new": versions[-1].key} if versions[1:] else {}
        super().__init__(data, initial=initial)
        for name in ("old", "new"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
            field.choices = [(v.key, v.summary) for v in reversed(versions)]
            field.error_messages["invalid_choice"] = _("This version is gone. Choose another.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("old") and cleaned.get("old") == cleaned.get("new"):
            self.add_error("new", _("Choose two different versions."))
        return cleaned

    @property
    def pair(self) -> tuple[Version, Version]:
        """The older and the newer one; ask only after is_valid()."""
        order = list(self.by_key)
        chosen = sorted((self.cleaned_data["old"], self.cleaned_data["new"]), key=order.index)
        return self.by_key[chosen[0]], self.by_key[chosen[1]]
