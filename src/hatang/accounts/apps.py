"""Registration of the room with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room `accounts`."""

    name = "hatang.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Count the accounts that belong to a unit."""
        from hatang.accounts import pointers
        from hatang.accounts.queries import people_pointers

        pointers.register("accounts", people_pointers)
