"""Settings, all from the environment (ADR 0011). See README for the variables."""

from pathlib import Path
from typing import Any
from zlib import crc32

from celery.schedules import crontab

from narvard.csp import POLICY
from narvard.environment import database, env, require_all

require_all()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA", default=str(BASE_DIR / "var" / "data")))
DEMO = env.bool("DEMO", default=False)
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
# Where readers find the portal: what feeds, calendars and published pages call themselves.
PUBLIC_ORIGIN = env.str(
    "PUBLIC_ORIGIN",
    default="http://localhost:8000" if "*" in ALLOWED_HOSTS else f"https://{ALLOWED_HOSTS[0]}",
).rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "narvard",
    "roadmap",
    "decisions",
    "initiatives",
    "indicators",
    "diary",
    "county",
    "foundation",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "simple_history",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "foundation.publishing.middleware.FirstReadingMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "county.middleware.PrivatePagesMiddleware",
    "county.middleware.TwoStepMiddleware",
    "foundation.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "narvard.urls"
WSGI_APPLICATION = "narvard.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "county.context.county",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "foundation.templatetags.swedish",
                "foundation.templatetags.components",
                "county.templatetags.terms",
            ],
        },
    },
]

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "county.User"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "county.passwords.UnlikeThePerson"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/arbete/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "county.accounts.PortalAccountAdapter"
# Strangers cannot have us write to addresses that belong to no account.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
_FORMS = "foundation.forms.account"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LoginForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "reset_password": f"{_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordKeyForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.CodeAgainForm",
    "activate_totp": f"{_FORMS}.ActivateAppForm",
    "add_webauthn": f"{_FORMS}.AddKeyForm",
    "edit_webauthn": f"{_FORMS}.RenameKeyForm",
    "authenticate_webauthn": f"{_FORMS}.KeyForm",
    "reauthenticate_webauthn": f"{_FORMS}.KeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "county.accounts.PortalTwoStepAdapter"
# An operator has entered the address; there is nothing to verify.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A code is taken also just before and after its half minute: clocks differ, and typing takes time.
MFA_TOTP_TOLERANCE = 1
PASSWORD_RESET_TIMEOUT = 24 * 3600

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "foundation.views.errors.csrf_failure"
SECURE = env.bool("SECURE", default=not DEMO)
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
# Behind the proxy the visitor's address is the last one it has written.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = POLICY
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
# Grouping is asked for where it belongs (the filter `number`): a year or a key is never grouped.
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["foundation.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "foundation.fonts.PackageFontsFinder",
]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="portalen@example.test")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=f"mailto:{CONTACT_EMAIL}")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portalen@example.test")

# Where statistics are read; another address than the true one makes every value demo data.
KOLADA_BASE_URL = env.str("KOLADA_BASE_URL", default="https://api.kolada.se/v3")
FOLKHALSODATA_BASE_URL = env.str(
    "FOLKHALSODATA_BASE_URL",
    default="https://fohm-app.folkhalsomyndigheten.se/Folkhalsodata/api/v1/sv/A_Folkhalsodata",
)
SCB_BASE_URL = env.str("SCB_BASE_URL", default="https://statistikdatabasen.scb.se/api/v2")

# Without Redis the broker is a folder: good for one machine, and only ever a wake-up call.
REDIS_URL = env.str("REDIS_URL", default="")
BROKER_DIR = DATA_DIR / "broker"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any]
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    # A request that wakes the worker must not hang on a broker that is gone.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2}
else:
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "store_processed": True,
        "polling_interval": 0.1,
    }
# Limits on attempts are counted here, and must be the same for every process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA_DIR / "limits"),
    }
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ROUTES = {
    "foundation.tasks.publish_stale_pages": {"queue": "publish"},
    "foundation.tasks.sweep_pages": {"queue": "publish"},
}
# Portals must not all read a source in the same minute: each has a minute of its own.
_OWN_MINUTE = crc32(PUBLIC_ORIGIN.encode()) % 60
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {"task": "foundation.tasks.drain_outbox", "schedule": 30.0},
    "sweep-pages": {"task": "foundation.tasks.sweep_pages", "schedule": 20.0},
    "turn-of-day": {"task": "foundation.tasks.turn_of_day", "schedule": crontab(minute=1, hour=0)},
    "verify-diary": {"task": "diary.tasks.verify_register", "schedule": crontab(minute=20, hour=3)},
    "refresh-changes": {
        "task": "indicators.tasks.refresh_changes",
        "schedule": crontab(minute=_OWN_MINUTE, hour=2, day_of_week="mon-sat"),
    },
    "refresh-everything": {
        "task": "indicators.tasks.refresh_everything",
        "schedule": crontab(minute=_OWN_MINUTE, hour=2, day_of_week="sun"),
    },
    "tend-refreshes": {"task": "indicators.tasks.tend_refreshes", "schedule": 300.0},
}

SILENCED_SYSTEM_CHECKS: list[str] = []
