"""The fake's HTTP server: a thread on a port of this machine's own loopback."""

import socket
import socketserver
import threading
from http.client import responses
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.fake_wordpress.messages import Request


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle_request(self):
        length = int(self.headers.get("Content-Length") or 0)
        url = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=unquote(url.path),
            query=dict(parse_qsl(url.query, keep_blank_values=True)),
            headers=self.headers,
            body=self.rfile.read(length),
            target=self.path,
        )
        response = self.server.respond(request)
        if response is None:
            self.close_connection = True
        else:
            self.send(response)

    do_GET = do_POST = do_DELETE = handle_request

    def send(self, response):
        headers = {
            "Date": self.server.date(),
            "Content-Length": str(len(response.body)),
            **response.headers,
        }
        if int(headers["Content-Length"]) != len(response.body):
            self.close_connection = True  # a body cut short: nothing may follow it
        lines = [f"HTTP/1.1 {response.status} {responses.get(response.status, 'Unknown')}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        self.wfile.write(head + response.body)

    def handle(self):
        try:
            super().handle()
        except OSError:
            # The client gave up waiting, or the fake was stopped under it.
            self.close_connection = True

    def log_message(self, *args):
        pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    seconds_to_end = 5  # for the requests that are under way when it is stopped

    def __init__(self, port, respond, date):
        self.respond, self.date = respond, date
        self.connections = set()
        self.changed = threading.Condition()
        super().__init__(("127.0.0.1", port), Handler)
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def process_request(self, request, client_address):
        with self.changed:
            self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        super().shutdown_request(request)
        with self.changed:
            self.connections.discard(request)
            self.changed.notify_all()

    def stop(self, by_a_request=False):
        """Stop listening and cut every connection, that of the request that asked for it too."""
        self.shutdown()
        self.thread.join()
        self.server_close()
        with self.changed:
            for connection in self.connections:
                _cut(connection)
            if not by_a_request:
                self.changed.wait_for(lambda: not self.connections, timeout=self.seconds_to_end)


def _cut(connection):
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was faster
