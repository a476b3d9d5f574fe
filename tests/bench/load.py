"""Asking a server for the same page over and over, on a core of one's own."""

import re
import selectors
import socket
import time
from dataclasses import dataclass
from itertools import count

CONNECTIONS = 16
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """How many answers came in how many seconds, and how long each took."""

    seconds: float
    waits: tuple[float, ...]

    @property
    def per_second(self):
        return len(self.waits) / self.seconds

    def wait(self, part):
        """Milliseconds that a part of the answers, like 0.99, took at most."""
        waits = sorted(self.waits)
        return waits[min(len(waits) - 1, int(part * len(waits)))] * 1000


class Asking:
    """One connection that is kept open: it asks, reads the whole answer, and asks again."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request):
        self.asked, self.got, self.wanted, self.status = time.perf_counter(), b"", None, None
        self.socket.sendall(request)

    def read(self):
        """Take what has come; whether that was the last of the answer."""
        part = self.socket.recv(1 << 20)
        if not part:
            raise ConnectionError("The server has closed the connection.")
        self.got += part
        if self.wanted is None and b"\r\n\r\n" in self.got:
            head, _blank, _body = self.got.partition(b"\r\n\r\n")
            self.status = int(head.split(b" ", 2)[1])
            length = LENGTH.search(head)
            self.wanted = len(head) + 4 + (int(length[1]) if length else 0)
        return self.wanted is not None and len(self.got) >= self.wanted


def ask(port, address, *, seconds, status=200, headers="", is_new=False):
    """Ask for an address for some seconds. ``is_new``: each time with another question.

    Raises AssertionError on any other status.
    """
    numbers = count()

    def request():
        more = f"?n={next(numbers)}" if is_new else ""
        return (
            f"GET {address}{more} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Accept-Encoding: gzip\r\n{headers}\r\n"
        ).encode()

    waits = []
    with selectors.DefaultSelector() as selector:
        for _number in range(CONNECTIONS):
            asking = Asking(port)
            selector.register(asking.socket, selectors.EVENT_READ, asking)
            asking.ask(request())
        start = time.perf_counter()
        while time.perf_counter() - start < seconds:
            for key, _events in selector.select():
                asking = key.data
                if asking.read():
                    assert asking.status == status, (address, asking.status)
                    waits.append(time.perf_counter() - asking.asked)
                    asking.ask(request())
        spent = time.perf_counter() - start
        for key in list(selector.get_map().values()):
            key.data.socket.close()
    return Answered(seconds=spent, waits=tuple(waits))
