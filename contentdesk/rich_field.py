"""The form field of formatted text: an editor for the manager, a plain field for all others.

The page shows the plain words in a textarea and holds the HTML in a hidden one. static/js/
rich_text.js puts the editor in their place, and switches the plain one off once something was
changed in the editor. So the form brings the words, or the HTML alone, and either is enough.
"""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.rich_text import RichText, html_for_editor, text_from_html

MOST_CHARACTERS = 20_000
MOST_HTML = 60_000


class Tool(NamedTuple):
    """A button of the editor: static/js/rich_text.js knows by its name what it does.

    `word` stands beside the icon where that alone would not tell, and is part of the label.
    """

    name: str
    icon: str
    label: Any
    word: Any = ""


TOOLS = [
    Tool("bold", "type-bold", _("Bold")),
    Tool("italic", "type-italic", _("Italic")),
    Tool("heading", "type-h2", _("Heading")),
    Tool("subheading", "type-h3", _("Subheading")),
    Tool("bullets", "list-ul", _("Bulleted list")),
    Tool("numbers", "list-ol", _("Numbered list")),
    Tool("deeper", "text-indent-left", _("Put under the item above")),
    Tool("higher", "text-indent-right", _("Bring out one level")),
    Tool("link", "link-45deg", _("Link")),
    Tool("table", "table", _("Table")),
    Tool("undo", "arrow-counterclockwise", _("Undo")),
    Tool("redo", "arrow-clockwise", _("Redo")),
    Tool("add_row", "plus-lg", _("Add a row"), _("row")),
    Tool("add_column", "plus-lg", _("Add a column"), _("column")),
    Tool("remove_row", "x-lg", _("Remove this row"), _("row")),
    Tool("remove_column", "x-lg", _("Remove this column"), _("column")),
    Tool("remove_table", "trash3", _("Remove the table")),
]


class Typed(NamedTuple):
    """What a form brought; `text` is None where the editor was used."""

    text: str | None
    html: str

    @property
    def is_too_long(self) -> bool:
        """Longer than anything that could be kept, so that it is not even read."""
        return len(self.html) > MOST_HTML or len(self.text or "") > MOST_CHARACTERS * 2

    def read(self) -> RichText:
        """What was written: the plain words stay formatted as long as nobody changed them."""
        formatted = RichText.from_html(self.html)
        if self.text is None:
            return formatted
        text = self.text.replace("\r\n", "\n").strip()
        return formatted if text == formatted.body else RichText(text)


class RichTextWidget(forms.Textarea):
    """A plain textarea, and beside it what the editor needs to take its place.

    With `editor` off it stays plain: who may not format still loses no formatting by saving.
    """

    template_name = "contentdesk/rich_text.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, editor: bool = True) -> None:
        super().__init__(attrs)
        self.editor = editor

    @property
    def media(self) -> forms.Media:
        """The editor's script and style, which belong into the page's head."""
        if not self.editor:
            return forms.Media()
        script: Any = forms.Script("js/rich_text.js", type="module")  # the stubs expect a string
        return forms.Media(css={"all": ["css/rich_text.css"]}, js=[script])

    def format_value(self, value: Any) -> Any:
        """The value as it is: the template shows both its forms."""
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The template's context; `value` is a RichText, or a Typed that is too long to be read."""
        context = super().get_context(name, value, attrs)
        if isinstance(value, Typed):
            text, html, formatted = value.text or "", value.html, value.text is None
        else:
            formatted = bool(value.body_html)
            # Made anew, since the form that comes back is compared with it.
            text = text_from_html(value.body_html) if formatted else value.body
            html = html_for_editor(value.body, value.body_html)
        context["widget"] |= {
            "text": text,
            "html": html,
            "formatted": formatted,
            "editor": static("django_prose_editor/editor.js") if self.editor else "",
            "tools": TOOLS,
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        """The plain words, if they were sent, and the HTML."""
        return Typed(data.get(name), data.get(f"{name}_html", ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether neither was sent."""
        return name not in data and f"{name}_html" not in data


class RichTextField(forms.Field):
    """Cleans to a RichText; its initial value is one too.

    At most 20,000 characters of plain words and 60,000 of HTML, as in the edition's columns.
    """

    widget = RichTextWidget
    empty_values = [*EMPTY_VALUES, RichText()]
    default_error_messages = {
        "too_long": _(
            "The text is too long for one page. Shorten it, or make two materials of it. "
            "All of it still stands here, but it is not saved."
        )
    }

    def prepare_value(self, value: Any) -> Any:
        """What the widget shows: of a form that comes back, what was typed."""
        if isinstance(value, Typed) and not value.is_too_long:
            return value.read()
        return RichText() if value is None else value

    def to_python(self, value: Typed | RichText | None) -> RichText:
        """The text that was written; ValidationError when there is too much of it."""
        if isinstance(value, Typed):
            if value.is_too_long:
                raise ValidationError(self.error_messages["too_long"], code="too_long")
            value = value.read()
        rich = value or RichText()
        if len(rich.body) > MOST_CHARACTERS or len(rich.body_html) > MOST_HTML:
            raise ValidationError(self.error_messages["too_long"], code="too_long")
        return rich
