"""What a list of materials can be narrowed by; all of it stands in the address."""

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contentdesk import search
from contentdesk.models import Classification, Edition, Kind, Material, Stage, sees_all
from contentdesk.organization.models import Program, Unit

Materials = QuerySet[Material]
# Always in sight above the list; the others fold away on a phone.
IN_SIGHT = ["q", "group"]


def morning(day: date) -> datetime:
    """The first moment of a day in the centre's zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _day(label: Any, method: str) -> django_filters.DateFilter:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return django_filters.DateFilter(label=label, method=method, widget=picker)


def _flag(label: Any, method: str) -> django_filters.BooleanFilter:
    return django_filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


class MaterialFilter(django_filters.FilterSet):  # type: ignore[misc]  # it comes without types
    """Filters over materials that the caller has narrowed to what the person may see."""

    q = django_filters.CharFilter(label=_("Search"), method="by_words", max_length=200)
    group = django_filters.ChoiceFilter(choices=Stage.choices, method="by_stage")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Kind.choices, empty_label=_("All kinds")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.all(), empty_label=_("All units")
    )
    program = django_filters.ModelChoiceFilter(
        label=_("Program"), queryset=Program.objects.all(), empty_label=_("All programs")
    )
    information = django_filters.ChoiceFilter(
        label=_("Class of information"),
        field_name="newest__classification",
        choices=Classification.choices,
        empty_label=_("All classes"),
    )
    since = _day(_("Changed on or after"), "changed_since")
    until = _day(_("Changed on or before"), "changed_until")
    second_look = _flag(_("Needs a second look"), "owing_second_look")
    held = _flag(_("Held back before publishing"), "held_back")

    class Meta:
        model = Material
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whoever works for one unit alone has nothing to choose.
        duties = self.request.user.duties
        if not sees_all(self.request.user) and not duties.program_ids and len(duties.unit_ids) < 2:
            del self.filters["unit"]

    def by_words(self, materials: Materials, name: str, typed: str) -> Materials:
        """All the words typed, by their stems."""
        return search.matching(materials, typed)

    def by_stage(self, materials: Materials, name: str, stage: str) -> Materials:
        """A group of states; what is live stays so while a newer edition is in work."""
        if stage == Stage.PUBLISHED:
            return materials.filter(is_live=True)
        return materials.filter(stage=stage)

    def changed_since(self, materials: Materials, name: str, day: date) -> Materials:
        """From the beginning of that day."""
        return materials.filter(changed_at__gte=morning(day))

    def changed_until(self, materials: Materials, name: str, day: date) -> Materials:
        """To the end of that day."""
        return materials.filter(changed_at__lt=morning(day + timedelta(days=1)))

    def owing_second_look(self, materials: Materials, name: str, wanted: bool) -> Materials:
        """Approved urgently, and nobody else has looked since."""
        owing = Edition.objects.second_look_owed().values("material")
        return materials.filter(pk__in=owing) if wanted else materials

    def held_back(self, materials: Materials, name: str, wanted: bool) -> Materials:
        """The checker stopped it on the day of its publication."""
        return materials.filter(newest__in=Edition.objects.held()) if wanted else materials

    @property
    def active(self) -> list[str]:
        """The names of the filters that narrow the list, beside the words and the group."""
        said = self.form.cleaned_data
        return [name for name in said if name not in IN_SIGHT and said[name]]
