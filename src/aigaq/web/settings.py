"""All Django settings. Invariant: nothing is fetched from outside, and cookies never leave the site."""

from __future__ import annotations

import os
from pathlib import Path

from aigaq.records.vocab.messages import LANGUAGE_NAMES
from aigaq.web import network
from aigaq.web.database import database
from aigaq.web.home import home, number_setting, secret

HOME = home()
SECRET_KEY = secret(HOME)
DEBUG = False
BASE_DIR = Path(__file__).parent
# Behind a proxy that speaks HTTPS; our server then marks each request as such (`server/http_server.py`).
SECURE = network.tls()
# Public address of the site. Citations contain it, so nothing can be published before it is set.
ADDRESS = network.address()
ALLOWED_HOSTS = network.hosts()
CSRF_TRUSTED_ORIGINS = network.origins()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # For the pages of passkeys, which tell when each was used last.
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "aigaq.web",
]
MIDDLEWARE = [
    "aigaq.web.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "aigaq.web.error_pages.AnonymousReaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "aigaq.web.accounts.known_browsers.Familiar",
    "aigaq.web.error_pages.ErrorPages",
]
CSRF_FAILURE_VIEW = "aigaq.web.layout.expired_forms.token_failed"
ROOT_URLCONF = "aigaq.web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Each feature has its own; before those of Django and allauth, some of which ours replace.
        "DIRS": sorted(BASE_DIR.glob("*/templates")),
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "aigaq.web.layout.template_files.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "aigaq.web.layout.context.page_context",
            ],
            "builtins": ["aigaq.web.templatetags.words", "aigaq.web.templatetags.tables"],
        },
    }
]
DATABASES = {"default": database(HOME, os.environ.get("AIGAQ_DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "web.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "aigaq.web.accounts.adapters.ClosedDoor"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "aigaq.web.accounts.actions.OneTimeKey"
PASSWORD_RESET_TIMEOUT = 24 * 3600
# Failed sign-ins: per sender, and per name and sender; a few cost five minutes of waiting, more an hour.
# A limit per name over all senders is in `web/accounts/adapters.py`, since addresses are cheap.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key,10/h/key"}
# Counters are in memory. With Django's limit of 300 a stranger could push out the counters of her tries by more tries.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
MFA_ADAPTER = "aigaq.web.accounts.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# The library's check of the origin refuses `http://localhost`; our own check (`web/accounts/passkeys.py`) comes first.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
MFA_FORMS = {
    "add_webauthn": "aigaq.web.accounts.passkeys.Adding",
    "login_webauthn": "aigaq.web.accounts.passkeys.SigningIn",
    "authenticate_webauthn": "aigaq.web.accounts.passkeys.SecondStep",
    "reauthenticate_webauthn": "aigaq.web.accounts.passkeys.OnceMore",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "en"
LANGUAGES = [*LANGUAGE_NAMES.items()]
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "django_language"
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
# Kazakh translations of strings that Django and allauth leave untranslated and our pages show.
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
# Public pages use the style sheets of the published pages.
STATICFILES_DIRS = [("dossier", BASE_DIR.parent / "dossier" / "sheets")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
# Messages after a redirect are in the session, to save one more cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 60_000_000
# In memory only: Django would write a larger file unencrypted into the folder for temporary files.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 70_000_000
# Bytes of one upload to a team, and of all sealed uploads; `web/server/request_bodies.py` enforces them too.
INTAKE_MOST = number_setting("AIGAQ_INTAKE_MOST", 2_000_000_000)
INTAKE_ROOM = number_setting("AIGAQ_INTAKE_ROOM", 20_000_000_000)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "aigaq.web.log_format.QuietFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "quiet"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        # Not logged: refused host names and forms of other sites are no news, and strangers could fill the disk.
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "django.request": {"level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
