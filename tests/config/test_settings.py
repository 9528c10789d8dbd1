"""Settings come from the environment; a wrong value stops the start."""

import os
import subprocess
import sys

import pytest

GOOD = {
    "HATANG_ENV": "production",
    "HATANG_SECRET_KEY": "k" * 40,
    "HATANG_ALLOWED_HOSTS": "hatang.example.vn",
    "HATANG_ORIGINS": "https://hatang.example.vn",
}


def load(shown: str = "", **changes: str) -> "subprocess.CompletedProcess[str]":
    """Load the settings in a process with this environment, and print one of them."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HATANG_", "DATABASE_", "DJANGO_"))
    }
    code = f"from hatang.config import settings; print([{shown}])"
    return subprocess.run(
        [sys.executable, "-c", code], env={**kept, **changes}, capture_output=True, text=True, check=False
    )


def test_production_starts_with_its_secrets() -> None:
    done = load(
        "settings.SESSION_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS > 0, settings.ALLOWED_HOSTS", **GOOD
    )
    assert done.stdout.strip() == "[True, True, ['hatang.example.vn']]", done.stderr


@pytest.mark.parametrize("name", ["HATANG_SECRET_KEY", "HATANG_ALLOWED_HOSTS", "HATANG_ORIGINS"])
def test_production_refuses_to_start_without(name: str) -> None:
    done = load(**{**GOOD, name: ""})
    assert done.returncode != 0
    assert name in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HATANG_ENV", "prod"),
        ("HATANG_DEBUG", "maybe"),
        ("HATANG_MAX_UPLOAD_MB", "many"),
        ("HATANG_MAX_UPLOAD_MB", "0"),
        ("HATANG_DB_ROLE", "root"),
        ("HATANG_OIDC_NAME", "Cổng"),
        ("HATANG_TRUST_ROOTS", "/there/is/none"),
        ("HATANG_OIDC_ISSUER", "https://a.vn"),
        ("DATABASE_URL", "mysql://localhost/hatang"),
    ],
)
def test_a_wrong_value_stops_the_start(name: str, value: str) -> None:
    done = load(**{name: value})
    assert done.returncode != 0
    assert name in done.stderr


def test_production_is_never_debugged() -> None:
    assert load(**GOOD, HATANG_DEBUG="1").returncode != 0


def test_a_short_secret_is_no_secret() -> None:
    assert load(**{**GOOD, "HATANG_SECRET_KEY": "short"}).returncode != 0


def test_the_application_connects_with_the_least_rights() -> None:
    assert load("settings.DATABASES['default']['USER']").stdout.strip() == "['hatang_app']"
    assert (
        load("settings.DATABASES['default']['USER']", HATANG_DB_ROLE="owner").stdout.strip() == "['hatang']"
    )


def test_an_outside_database_is_taken_from_its_address() -> None:
    done = load(
        "*map(settings.DATABASES['default'].get, ('NAME', 'USER', 'PASSWORD', 'HOST', 'PORT', 'OPTIONS'))",
        DATABASE_URL="postgresql://app:se%40cret@db.example.vn:5433/hatang?sslmode=require",
    )
    assert (
        done.stdout.strip() == "['hatang', 'app', 'se@cret', 'db.example.vn', '5433', {'sslmode': 'require'}]"
    )


def test_only_the_processes_of_pages_give_up_long_statements() -> None:
    shown = "settings.DATABASES['default']['OPTIONS'].get('options', '')"
    assert "statement_timeout=5s" in load(shown, HATANG_STATEMENT_SECONDS="5").stdout
    assert "statement_timeout" not in load(shown).stdout
