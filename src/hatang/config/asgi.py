"""The one port: a small router to plain ASGI applications, all else to Django on WSGI.

Django's ASGI handler costs 25 times its WSGI handler (thread hops), so pages run on WSGI threads; what is
asked often and answered without Django gets a line in APPLICATIONS.
"""

import gc
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, cast

from a2wsgi import WSGIMiddleware

from hatang.config import environment as env
from hatang.config.answers import spooled
from hatang.config.bodies import NotSignedIn, TooSlow, gathered, refuse
from hatang.config.health import Receive, Scope, Send, health
from hatang.config.wsgi import application as django

pages: Any = WSGIMiddleware(cast(Any, django), workers=env.number("HATANG_WEB_THREADS", 8, least=1))

# What has been loaded stays, and requests leave few cycles: looking through them at every 700 new objects, as
# is usual, cost 3 ms of processor a page.
gc.freeze()
gc.set_threshold(20_000, 20, 50)

# Address prefix -> plain ASGI application; the first that matches answers.
APPLICATIONS = (("/healthz", health),)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Hand a request to the application of its address."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
        return
    if scope["type"] != "http":
        return
    path = scope["path"]
    for prefix, answer in APPLICATIONS:
        if path == prefix or path.startswith(prefix + "/"):
            await answer(scope, receive, send)
            return
    try:
        async with gathered(scope, receive) as body, spooled(send) as taken:
            # granian gives awaitables where a2wsgi asks for coroutines.
            await pages(scope, _as_coroutine(body), _as_coroutine(taken))
    except TimeoutError:
        return  # the reader has gone
    except TooSlow:
        await refuse(send, scope, 408, "The request came too slowly; send it again.")
    except NotSignedIn:
        await refuse(send, scope, 401, "Sign in first.")


def _as_coroutine(call: Callable[..., Awaitable[Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    async def called(*args: Any) -> Any:
        return await call(*args)

    return called


async def _live(receive: Receive, send: Send) -> None:
    """Say yes to the server's start and end; nothing here needs either."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
