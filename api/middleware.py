"""What every answer carries: a request id, security headers, and a log line that names nobody but by id."""

import re
import time
import uuid

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger()

_ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "img-src 'self' data:"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Envelope:
    """Pure ASGI middleware: binds the log's context, answers with `X-Request-Id` and the security headers.

    A client's `X-Request-Id` is kept when it is 8 to 64 letters, digits, dots, dashes or underscores; otherwise a new
    one is made. With `secure`, browsers are told to come back over TLS only.
    """

    def __init__(self, app: ASGIApp, secure: bool = False) -> None:
        self.app = app
        self.headers = dict(SECURITY_HEADERS)
        if secure:
            self.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope))
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began = time.perf_counter()

        async def send_enveloped(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._seal(scope, message, request_id)
                _log(scope, message["status"], began)
            await send(message)

        await self.app(scope, receive, send_enveloped)

    def _seal(self, scope: Scope, message: Message, request_id: str) -> None:
        headers = MutableHeaders(scope=message)
        if scope["path"].startswith("/api/"):
            headers.setdefault("Cache-Control", "no-store")
        headers["X-Request-Id"] = request_id
        for name, value in self.headers.items():
            headers.setdefault(name, value)


class BodyLimit:
    """Pure ASGI middleware: what is larger than it may be is 413, by its announced length or as it comes in.

    Sizes in bytes. Multipart bodies hold files and may be as large as `files`, and a little for what is around them.
    """

    AROUND_FILES = 65_536

    def __init__(self, app: ASGIApp, most: int, files: int) -> None:
        self.app = app
        self.most = most
        self.files = files + self.AROUND_FILES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = self.files if headers.get("content-type", "").startswith("multipart/form-data") else self.most
        announced = headers.get("content-length", "")
        received = int(announced) if announced.isdecimal() and len(announced) < 19 and int(announced) > limit else 0

        async def receive_limited() -> Message:
            nonlocal received
            # An HTTPException passes through whoever reads the body and is answered by the application's handlers.
            if received <= limit:
                message = await receive()
                received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413, f"O limite é de {limit // 1_000_000} MB.")
            return message

        await self.app(scope, receive_limited, send)


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if _ACCEPTED_ID.fullmatch(given) else str(uuid.uuid4())


def _log(scope: Scope, status: int, began: float) -> None:
    route = scope.get("route")
    log.info(
        "request",
        method=scope["method"],
        route=getattr(route, "path", "-"),
        status=status,
        ms=round((time.perf_counter() - began) * 1000, 1),
    )
