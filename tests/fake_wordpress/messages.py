"""Requests and responses as the fake WordPress passes them about."""

import base64
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl


class RestError(Exception):
    """An error as WordPress's REST side answers it."""

    def __init__(self, code, message, status, **data):
        super().__init__(code)
        self.body = {"code": code, "message": message, "data": {"status": status, **data}}
        self.status = status


@dataclass
class Response:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, data, status=200, **headers):
        headers = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        body = json.dumps(data).encode()
        return cls(status, body, {"Content-Type": "application/json; charset=UTF-8"} | headers)

    @classmethod
    def html(cls, text, status=200, **headers):
        return cls(status, text.encode(), {"Content-Type": "text/html; charset=UTF-8"} | headers)


@dataclass
class Request:
    """One recorded request; `route` is the REST path, None for a public page."""

    method: str
    path: str
    query: dict[str, str]
    headers: Any
    body: bytes
    target: str = ""  # path and query as they were sent
    route: str | None = None
    user: str | None = None
    account: int = 0
    status: int | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def __post_init__(self):
        if self.path.startswith("/wp-json"):
            self.route = self.path.removeprefix("/wp-json") or "/"
        elif "rest_route" in self.query:
            self.route = self.query["rest_route"] or "/"
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("multipart/form-data"):
            self._read_multipart(kind)
        elif kind.startswith("application/x-www-form-urlencoded"):
            self.fields = dict(parse_qsl(self.body.decode(), keep_blank_values=True))
        elif kind.startswith("application/json"):
            self._read_json()

    def param(self, name, default=None):
        return self.query.get(name, default)

    def credentials(self):
        """User and password of the Authorization header, or None."""
        kind, _, value = self.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "basic":
            return None
        user, _, password = base64.b64decode(value).decode().partition(":")
        return user, password

    def _read_json(self):
        try:
            self.fields = json.loads(self.body or b"{}")
        except ValueError:
            self.fields = {"__invalid_json__": True}

    def _read_multipart(self, kind):
        boundary = kind.partition("boundary=")[2].strip('"').encode()
        for part in self.body.split(b"--" + boundary)[1:-1]:
            head, _, content = part[2:-2].partition(b"\r\n\r\n")
            name = re.search(rb'[; ]name="([^"]*)"', head)[1].decode()
            filename = re.search(rb'filename="([^"]*)"', head)
            if filename:
                self.files[name] = (filename[1].decode(), content)
            else:
                self.fields[name] = content.decode()
