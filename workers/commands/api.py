"""`tramita api`: the door alone."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(api)


def api(fd: Annotated[int | None, typer.Option(hidden=True, help="A socket that already listens.")] = None) -> None:
    """Serve pages and API on TRAMITA_HTTP_HOST and TRAMITA_HTTP_PORT."""
    import socket

    import uvicorn

    from api.app import create_app
    from workers import logs, telemetry
    from workers.settings import load
    from workers.stack.stack import listen

    settings = load().resolved()
    logs.configure(settings)
    application = create_app(settings)
    telemetry.instrument(application, settings)
    listener = socket.socket(fileno=fd) if fd is not None else listen(settings.http_host, settings.http_port)
    server = uvicorn.Server(
        uvicorn.Config(
            application,
            log_config=None,
            # The application logs requests itself, without the query: it may hold names.
            access_log=False,
            server_header=False,
            forwarded_allow_ips=settings.trusted_proxies,
            timeout_graceful_shutdown=5,
        )
    )
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return
    if not server.started:
        raise typer.Exit(3)
