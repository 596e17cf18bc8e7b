"""The one app."""

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Aigaq's shell."""

    name = "aigaq.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of everybody who comes in, and of every row that is written: the log binds it."""
        import_module("aigaq.web.accounts.known_browsers").listen()
        import_module("aigaq.web.store.django_rows").listen()
