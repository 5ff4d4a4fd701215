"""Django's settings, read from the environment. What a sales head decides lives in company.yaml.

| Variable | Meaning | Default |
|---|---|---|
| HUSAY_HOME | the company's folder | none: must be set |
| HUSAY_SECRET_KEY | signing key, 50 characters or more | by https needed; else made and kept |
| HUSAY_DEBUG | show Django's error pages, serve assets uncollected | no |
| HUSAY_HTTPS | reached by https, through a proxy: secure cookies, HSTS, redirect | no |
| HUSAY_PROXIES | addresses of proxies that say how they were reached | this machine only |
| HUSAY_ALLOWED_HOSTS | host names it answers to, commas between | this machine's |
| HUSAY_TRUSTED_ORIGINS | https://… origins that may post, behind a proxy | none |
| HUSAY_DATABASE_URL | postgresql://user:password@host:port/name | SQLite in the folder |
| HUSAY_LANGUAGE | en or fil, where a reader's browser asks for neither | company.yaml's |
| HUSAY_TIME_ZONE | for showing moments (when facts arrived) | UTC |
| HUSAY_SQL_HOURS | after so many hours a source's SQL is stopped | 6 |
| HUSAY_EMAIL_URL | smtp://user:password@host:port (or smtps) to send links | none: they are shown |
| HUSAY_EMAIL_FROM | the address that e-mail comes from | needed with HUSAY_EMAIL_URL |
| HUSAY_ADDRESS | https://… where people reach Husay, for the links in messages | none: no link |
| HUSAY_MESSAGE_HOSTS | hosts of the own network that messages may go to, commas between | none |
| HUSAY_OIDC_ISSUER | https://… of an OpenID Connect server that signs people in | none |
| HUSAY_OIDC_CLIENT_ID | what that server calls Husay | needed with HUSAY_OIDC_ISSUER |
| HUSAY_OIDC_CLIENT_SECRET | what proves it | needed with HUSAY_OIDC_ISSUER |
| HUSAY_OIDC_NAME | what the button says: Sign in with … | the server's host |
"""

from __future__ import annotations

from os import environ
from pathlib import Path

import django.conf.locale
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy

from husay.store.records.weight import is_light
from husay.web import environment

_PACKAGE = Path(__file__).resolve().parent

HUSAY_HOME = environment.home(environ)
SECRET_KEY = environment.secret_key(environ, HUSAY_HOME)
environment.check_closed(environ)
DEBUG = environment.flag(environ, "HUSAY_DEBUG", False)
ALLOWED_HOSTS = environment.words(
    environ, "HUSAY_ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]")
)
HOSTS_ARE_NAMED = "HUSAY_ALLOWED_HOSTS" in environ
CSRF_TRUSTED_ORIGINS = environment.words(environ, "HUSAY_TRUSTED_ORIGINS", ())

# The house. `husay.store.records.weight` says when the applications of sign-in are left out.
_HOUSE = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "husay.store.records",
    "husay.web",
)
_DOORS = (
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
)
ALL_APPS = (*_HOUSE, *_DOORS)
INSTALLED_APPS = list(_HOUSE if is_light() else ALL_APPS)
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "husay.web.security.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "husay.web.security.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "husay.web.language.LanguageMiddleware",
    "husay.web.longest.LongestAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "husay.web.doors.closed.ClosedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "husay.urls"
WSGI_APPLICATION = "husay.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "husay.web.shell.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# Records
DATABASES = {"default": environment.database(environ, HUSAY_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Who comes in (husay.web.doors). Sessions lie in the records, so that one can be ended from
# elsewhere. What limits tries lies there too: workers share it, and it needs no other server.
AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "standing"
SESSION_ENGINE = "husay.store.records.sessions"
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60
SESSION_IDLE_SECONDS = 24 * 60 * 60
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "records_limit",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "husay.web.doors.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
MFA_ADAPTER = "husay.web.doors.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever was invited holds the address
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "husay.web.doors.adapter.SingleSignOnAdapter"
SINGLE_SIGN_ON_APPS = environment.single_sign_on(environ)
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": SINGLE_SIGN_ON_APPS}}
_EMAIL = environment.email(environ)
SENDS_EMAIL = _EMAIL is not None
if _EMAIL is not None:
    EMAIL_HOST, EMAIL_PORT = _EMAIL.host, _EMAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _EMAIL.user, _EMAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = not _EMAIL.ssl and _EMAIL.tls, _EMAIL.ssl
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = _EMAIL.sender
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# Messages
HUSAY_ADDRESS = environment.address(environ, "HUSAY_ADDRESS")
HUSAY_MESSAGE_HOSTS = environment.words(environ, "HUSAY_MESSAGE_HOSTS", ())

# Languages: Django ships no Filipino, so its name is registered here. Its plural rule stands in
# the head of husay/locale/fil/LC_MESSAGES/django.po.
django.conf.locale.LANG_INFO["fil"] = {
    "bidi": False,
    "code": "fil",
    "name": "Filipino",
    "name_local": "Filipino",
}
LANGUAGES = [("en", gettext_lazy("English")), ("fil", gettext_lazy("Filipino"))]
HUSAY_LANGUAGE = environ.get("HUSAY_LANGUAGE", "")
if HUSAY_LANGUAGE not in ("", *dict(LANGUAGES)):
    raise ImproperlyConfigured(f"HUSAY_LANGUAGE is {HUSAY_LANGUAGE!r}: say en or fil.")
LANGUAGE_CODE = HUSAY_LANGUAGE or "en"
LOCALE_PATHS = [_PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["husay.web.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environ.get("HUSAY_TIME_ZONE", "UTC")

# Imports
HUSAY_SQL_HOURS = environment.above_zero(environ, "HUSAY_SQL_HOURS", "6")

# Assets: collected into the company's cache when the server starts (husay.web.assets), each
# under a name that changes with its content, compressed once.
STATIC_URL = "/static/"
STATIC_ROOT = HUSAY_HOME / "cache" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# Uploads: one that is too large is stopped on its way in (husay.web.bring_in.limit).
FILE_UPLOAD_HANDLERS = [
    "husay.web.bring_in.limit.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Safety. The Content-Security-Policy is in husay.web.security.
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "husay_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
_HTTPS = environment.flag(environ, "HUSAY_HTTPS", False)
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$"]  # whoever watches the server asks it directly
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
# Anybody may send X-Forwarded-Proto: the server (husay.web.serving) believes these proxies only.
HUSAY_PROXIES = environment.words(environ, "HUSAY_PROXIES", ("127.0.0.1", "::1"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"brief": {"()": "husay.web.brief.BriefFormatter"}},
    "filters": {"secrets": {"()": "husay.web.secret_addresses.WithoutSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["secrets"]},
        "brief": {
            "class": "logging.StreamHandler",
            "formatter": "brief",
            "filters": ["secrets"],
        },
    },
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["brief"], "propagate": False},
        # They would tell addresses of messages, which are secrets, and what was sent.
        "apprise": {"level": "WARNING", "propagate": False},
        "urllib3": {"level": "WARNING"},
    },
}
