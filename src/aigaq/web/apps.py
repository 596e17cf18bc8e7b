"""The one app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Aigaq's shell."""

    name = "aigaq.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
