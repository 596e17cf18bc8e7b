"""Django's configuration of the app."""

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The app of this package."""

    name = "aigaq.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the signals: sign-ins make a browser known, and written rows are bound by the log."""
        import_module("aigaq.web.accounts.known_browsers").listen()
        import_module("aigaq.web.store.django_rows").listen()
