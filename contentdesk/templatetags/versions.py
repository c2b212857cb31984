"""Parts of pages about versions and remarks: what was said, corrected, and is live meanwhile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from contentdesk import permissions
from contentdesk.forms.remarks import RemarkForm, fields_of, named_fields
from contentdesk.foundation.word_diff import Change, Piece
from contentdesk.models import OPEN_STATES, Edition, Remark
from contentdesk.versions import Version, corrections_of, difference_between, stored_photos

register = template.Library()


@dataclass
class Said:
    """A remark with its answers; `form` to answer it, for those who may."""

    remark: Remark
    about: str | Promise
    form: RemarkForm | None = None
    answers: list[Remark] = field(default_factory=list)


def _threads(remarks: Iterable[Remark], labels: Mapping[str, str | Promise]) -> list[Said]:
    threads: dict[int, Said] = {}
    for remark in remarks:
        if remark.parent_id is None:
            about = labels.get(remark.field) or _("A photo")
            threads[remark.pk] = Said(remark, about)
        elif remark.parent_id in threads:
            threads[remark.parent_id].answers.append(remark)
    return list(threads.values())


def _remarks_of(edition: Edition) -> Iterable[Remark]:
    """The remarks on an edition, read once however many tags of a page ask."""
    rows = Remark.objects.select_related("by", "resolved_by")
    prefetch_related_objects([edition], Prefetch("remarks", rows))
    return edition.remarks.all()


@register.inclusion_tag("contentdesk/_remarks.html", takes_context=True)
def remarks(context: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """The thread of an edition, with the forms of those who may write in it.

    Reads `remark_form` (a form that came back) and `typed` (words not sent) from the context.
    """
    may_remark = permissions.may_remark(context["request"].user, edition)
    fields = fields_of(edition)
    threads = _threads(_remarks_of(edition), dict(fields))
    form = context.get("remark_form")
    answered = form.answered.pk if form is not None and form.answered else None
    for said in threads:
        if may_remark and said.remark.resolved_at is None:
            mine = said.remark.pk == answered
            said.form = form if mine else RemarkForm(edition=edition, parent=said.remark)
    fresh = form is None or answered is not None
    return {
        "edition": edition,
        "request": context["request"],
        "open": [said for said in threads if said.remark.resolved_at is None],
        "done": [said for said in threads if said.remark.resolved_at is not None],
        "form": RemarkForm(edition=edition, fields=fields) if fresh else form,
        "may_remark": may_remark,
        "typed": context.get("typed", ""),
    }


@register.inclusion_tag("contentdesk/_earlier_remarks.html")
def earlier_remarks(edition: Edition) -> dict[str, Any]:
    """What was said about the editions before this one."""
    rows = Remark.objects.filter(edition__material=edition.material).exclude(edition=edition)
    labels = dict(named_fields(edition.material.kind))
    return {"earlier": _threads(rows.select_related("by", "resolved_by"), labels)}


@register.inclusion_tag("contentdesk/_remarks_for.html")
def remarks_for(edition: Edition | None, name: str) -> dict[str, Any]:
    """The remarks still open on one field of the form; `name` is the field's, "" for the whole."""
    if edition is None:
        return {}
    threads = _threads(_remarks_of(edition), dict(named_fields(edition.material.kind)))
    unsettled = [said for said in threads if said.remark.resolved_at is None]
    return {"edition": edition, "here": [said for said in unsettled if said.remark.field == name]}


@register.inclusion_tag("contentdesk/_live.html")
def live_edition(edition: Edition | None) -> dict[str, Any]:
    """What the website shows while this newer edition is being worked on, or came to nothing."""
    live = edition.material.live if edition is not None else None
    if edition is None or live is None or live.pk == edition.pk:
        return {}
    pinned = live.pinned
    last = edition.revisions.last()
    touched = live.events.filter(name__regex="^(drift_|record_)").order_by("pk").last()
    return {
        # Somebody changed it there, and it was left so.
        "is_changed_there": touched is not None and touched.name in {"drift_theirs", "drift_leave"},
        "newest": Version(edition, last, None, edition.updated_at) if last else None,
        "live": live,
        "version": Version(live, pinned, None, live.updated_at) if pinned else None,
        "is_open": edition.state in OPEN_STATES,
    }


@register.inclusion_tag("contentdesk/_begin.html", takes_context=True)
def begin_edition(context: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """The buttons that begin to change what is settled, for those who may.

    Where the last edition came to nothing, it is also something to go on from.
    """
    may_begin = permissions.may_begin_edition(context["request"].user, edition)
    live = edition.material.live
    return {"edition": edition, "may_begin": may_begin, "beside_live": live and live != edition}


@register.inclusion_tag("contentdesk/_corrections.html", takes_context=True)
def corrections(context: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """To the unit: what the manager corrected in what it sent."""
    if not permissions.of_the_unit(context["request"].user, edition):
        return {}
    pair = corrections_of(edition)
    if pair is None:
        return {}
    before, after = pair
    return {
        "edition": edition,
        "before": before,
        "after": after,
        "difference": difference_between(before, after),
        "kept": stored_photos(edition.material),
    }


@register.simple_tag
def words(pieces: Iterable[Piece]) -> SafeString:
    """Compared words: removed ones struck through, added ones underlined, both also told."""
    told = {Change.REMOVED: ("del", _("removed:")), Change.ADDED: ("ins", _("added:"))}
    return format_html_join("", "{}{}", (_marked(piece, told) for piece in pieces))


def _marked(piece: Piece, told: Mapping[Change, tuple[str, str]]) -> tuple[str, str]:
    """The words with their mark, and the space after them without."""
    if piece.change == Change.SAME or piece.text.isspace():
        return piece.text, ""
    tag, said = told[piece.change]
    words = piece.text.rstrip(" ")
    marked = format_html(
        '<{} class="word-{}"><span class="visually-hidden">{} </span>{}</{}>',
        tag,
        piece.change.value,
        said,
        words,
        tag,
    )
    return marked, piece.text[len(words) :]
