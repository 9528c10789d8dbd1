"""Bring the database to this version: migrations, cache table, rights of the application's role."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from hatang.base.roles import grant_application_role


class Command(BaseCommand):
    """Run with HATANG_DB_ROLE=owner."""

    help = "Migrate the database and set the rights of the application's role."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, then grant."""
        call_command("migrate", verbosity=options["verbosity"], interactive=False)
        call_command("createcachetable", verbosity=options["verbosity"])
        if not grant_application_role(settings.APPLICATION_ROLE):
            self.stderr.write(
                "The application connects as the database's owner, so the database does not guard the audit; "
                "name a second role in DATABASE_URL and the owner in DATABASE_OWNER_URL."
            )
