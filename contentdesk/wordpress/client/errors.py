"""What a call to WordPress may fail with, told apart by what is known about the site afterwards."""

from typing import Any


class WordPressError(Exception):
    """A call to WordPress that brought no usable answer.

    `code` is a stable word ("dns", "login_page", or WordPress's own such as "rest_cannot_create"),
    `status` the HTTP status if one arrived, `detail` the site's own words, shortened,
    `retry_after` the seconds the site asked to wait, if it asked, `data` what WordPress added for
    programs (an existing term's `term_id`).
    """

    def __init__(
        self,
        code: str,
        status: int | None = None,
        detail: str = "",
        retry_after: float | None = None,
        data: dict[str, Any] | None = None,
    ) -> None:
        # All of it goes to Exception, so that the error survives pickling between processes.
        super().__init__(code, status, detail, retry_after, data)
        self.code = code
        self.status = status
        self.detail = detail
        self.retry_after = retry_after
        self.data = data or {}

    def __str__(self) -> str:
        status = f" ({self.status})" if self.status else ""
        return f"{self.code}{status}: {self.detail}" if self.detail else f"{self.code}{status}"


class Refused(WordPressError):
    """A definite no: nothing was changed, and the same call again would fare no better."""


class Unavailable(WordPressError):
    """Nothing was changed, for a passing reason: the same call may succeed later."""


class Unconfirmed(WordPressError):
    """A write whose outcome is unknown: look at the site before writing again."""
