"""Registration of the room with Django."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """The room `programme`."""

    name = "hatang.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let people speak about what this room holds; count what points to a unit."""
        from hatang.accounts import pointers
        from hatang.programme.queries.pointers import unit_pointers
        from hatang.programme.subjects import register

        pointers.register("programme", unit_pointers)
        register()
