"""The API at /api/v1: each room's router, errors as problem documents."""

from importlib import import_module
from importlib.util import find_spec

from ninja import NinjaAPI
from ninja.security import django_auth

ROOMS = ("accounts", "territory", "documents", "programme")

api = NinjaAPI(title="Hạ Tầng", version="1", auth=django_auth, urls_namespace="api")
for room in ROOMS:
    if find_spec(f"hatang.{room}.api"):
        api.add_router("", import_module(f"hatang.{room}.api").router)
