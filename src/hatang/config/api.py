"""The API at /api/v1: each room's router, errors as problem documents."""

from importlib import import_module
from importlib.util import find_spec

from ninja import NinjaAPI
from ninja.security import django_auth

from hatang.config.problems import answer_with_problems
from hatang.config.tokens import TokenAuth

ROOMS = (
    "accounts",
    "territory",
    "documents",
    "programme",
    "planning",
    "reporting",
    "chasing",
    "network",
    "notices",
)

api = NinjaAPI(
    title="Hạ Tầng",
    version="1",
    description="What the pages show and take. Sign in or send a token; errors are RFC 9457 problems.",
    auth=[TokenAuth(), django_auth],
    urls_namespace="api",
)
answer_with_problems(api)
for room in ROOMS:
    if find_spec(f"hatang.{room}.api"):
        api.add_router("", import_module(f"hatang.{room}.api").router)
