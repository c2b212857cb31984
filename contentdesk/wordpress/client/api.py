"""The REST side of one WordPress site: where its root is, who calls, what an answer amounts to."""

import email.utils
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from requests.auth import HTTPBasicAuth

from contentdesk.wordpress.client.answers import judge
from contentdesk.wordpress.client.errors import Refused, Unavailable, Unconfirmed
from contentdesk.wordpress.client.wire import Reply, exchange, fetch, open_session

JSON = dict[str, Any]

PER_PAGE = 100  # the most WordPress gives in one page
MAX_PAGES = 100
NOT_THE_ROOT = frozenset({"no_rest", "not_json"})
INDEX_FIELDS = "name,url,home,timezone_string,gmt_offset,namespaces,authentication"


@dataclass(frozen=True)
class Answer:
    """The JSON of a good answer, and the headers it came with."""

    data: Any
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Page:
    """One page of a list: its items, and how many items and pages there are in all."""

    items: list[JSON]
    total: int
    pages: int


class Api:
    """Calls to one site with one account. Not for use by several threads at once."""

    def __init__(
        self,
        url: str,
        user: str,
        password: str,
        *,
        connect_timeout: float = 5.0,
        read_timeout: float = 30.0,
    ) -> None:
        self.url = url.rstrip("/")
        self.user = user
        self.timeout = (connect_timeout, read_timeout)
        self.clock_difference: float | None = None  # the seconds: the site's clock less ours
        self._plain_root: bool | None = None  # True: /?rest_route=, None: not known yet
        self._session = open_session()
        # As bytes, because requests writes text as Latin-1 and WordPress reads UTF-8.
        self._session.auth = HTTPBasicAuth(user.encode(), password.encode())
        self._session.headers["Accept"] = "application/json"

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    @property
    def has_plain_root(self) -> bool:
        """Whether the API was found at /?rest_route= alone."""
        return bool(self._plain_root)

    def index(self) -> JSON:
        """The site's REST index (its name, home, zone, …); finds the API's root.

        Tries /wp-json/ first, then /?rest_route=, which works without pretty permalinks.
        Raises Refused "no_rest" or "not_json" when neither is a REST index.
        """
        refusal: Refused | None = None
        for plain in (False, True):
            try:
                answer = self._judged("GET", "/", plain, params={"_fields": INDEX_FIELDS}).data
            except Refused as exc:
                if exc.code not in NOT_THE_ROOT:
                    raise
                refusal = refusal or exc
                continue
            if isinstance(answer, dict) and "namespaces" in answer:
                self._plain_root = plain
                return answer
        raise refusal or Refused("no_rest")

    def read(self, path: str, **params: object) -> Any:
        """The JSON at `path`."""
        return self._call("GET", path, params=params).data

    def find(self, path: str, *gone: str) -> JSON | None:
        """The object at `path` to edit; None when WordPress says by a code in `gone` it has none.

        Any other 404 (a wrong address, a route switched off) proves nothing, and is raised.
        """
        try:
            return self.one(path)
        except Refused as exc:
            if exc.code in gone:
                return None
            raise

    def one(self, path: str) -> JSON:
        """The object at `path` to edit."""
        return _object(self.read(path, context="edit"))

    def page(self, path: str, **params: object) -> Page:
        """One page of the list at `path`, with the totals from its headers."""
        answer = self._call("GET", path, params=params)
        if not isinstance(answer.data, list):
            raise Unavailable("truncated", 200)
        return Page(
            answer.data,
            _count(answer.headers, "X-WP-Total", len(answer.data)),
            _count(answer.headers, "X-WP-TotalPages", 1),
        )

    def every(self, path: str, **params: object) -> Iterator[JSON]:
        """All items of the list at `path`, oldest first, page after page."""
        for number in range(1, MAX_PAGES + 1):
            page = self.page(
                path, page=number, per_page=PER_PAGE, orderby="id", order="asc", **params
            )
            yield from page.items
            if number >= page.pages:
                return

    def write(self, path: str, **content: Any) -> JSON:
        """POST to `path`; the stored object. Raises Unconfirmed "no_id" if the answer has none."""
        answer = self._call("POST", path, **content).data
        if not isinstance(answer, dict) or not isinstance(answer.get("id"), int):
            raise Unconfirmed("no_id")
        return answer

    def delete(self, path: str) -> None:
        """Delete what is at `path` for good. Raises Unconfirmed if the answer does not say so."""
        answer = self._call("DELETE", path, params={"force": "true"}).data
        if not isinstance(answer, dict) or answer.get("deleted") is not True:
            raise Unconfirmed("not_deleted")

    def _call(self, method: str, path: str, **content: Any) -> Answer:
        if self._plain_root is None and method != "GET":
            # A write sent to a root that is not there could be answered by any page at all.
            self.index()
        try:
            answer = self._judged(method, path, bool(self._plain_root), **content)
        except Refused as exc:
            if self._plain_root is not None or exc.code not in NOT_THE_ROOT:
                raise
            self.index()
            return self._judged(method, path, bool(self._plain_root), **content)
        self._plain_root = bool(self._plain_root)
        return answer

    def _judged(self, method: str, path: str, plain: bool, **content: Any) -> Answer:
        url = f"{self.url}/" if plain else f"{self.url}/wp-json{path}"
        if plain:
            content["params"] = {"rest_route": path, **content.get("params", {})}
        content |= {"timeout": self.timeout, "log_as": path}
        if method == "GET":
            reply = fetch(self._session, url, **content)
            if _leads_to_itself(reply):
                # As WordPress Playground does with the first request after its start.
                reply = fetch(self._session, url, **content)
        else:
            reply = exchange(self._session, method, url, **content)
        self._note_clock(reply)
        return Answer(judge(method, reply.status, reply.headers, reply.body), reply.headers)

    def _note_clock(self, reply: Reply) -> None:
        try:
            site = email.utils.parsedate_to_datetime(reply.headers.get("Date", ""))
        except ValueError:
            return
        if site.tzinfo is not None:
            self.clock_difference = (site - datetime.now(UTC)).total_seconds()


def _leads_to_itself(reply: Reply) -> bool:
    location = reply.headers.get("Location", "")
    return 300 <= reply.status < 400 and urljoin(reply.url, location) == reply.url


def _object(data: Any) -> JSON:
    if not isinstance(data, dict) or "id" not in data:
        raise Unavailable("no_id")
    return data


def _count(headers: Mapping[str, str], name: str, otherwise: int) -> int:
    value = headers.get(name, "")
    return int(value) if value.isdecimal() else otherwise
