"""What a browser may do with a page: show it, follow its links, send its forms. Archived text is strangers' text."""

from typing import Any

POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Datasette's own pages have styles in their attributes; no page has a script in it that would run."""

HEADERS = [
    (b"content-security-policy", POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]


def with_policy(app: Any) -> Any:
    """Wrap an ASGI application, so that each answer carries the policy."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def send_with_policy(event: Any) -> None:
            if event["type"] == "http.response.start":
                event = event | {"headers": [*event.get("headers", []), *HEADERS]}
            await send(event)

        await app(scope, receive, send_with_policy if scope["type"] == "http" else send)

    return wrapped
