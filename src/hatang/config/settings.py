"""Settings of Hạ Tầng, read from the environment."""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from hatang.config import environment as env
from hatang.config.environment import openid_provider
from hatang.supervisor.addresses import Role, database_url
from hatang.supervisor.home import current_home

PACKAGE = Path(__file__).resolve().parent.parent
HOME = current_home()

# --- what kind of installation this is
ENVIRONMENT = env.choice("HATANG_ENV", ("local", "production"))
IS_PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.flag("HATANG_DEBUG")
if IS_PRODUCTION and DEBUG:
    raise ImproperlyConfigured("HATANG_DEBUG must be off when HATANG_ENV is production.")

SECRET_KEY = env.text("HATANG_SECRET_KEY")
SITE_ORIGINS = env.words("HATANG_ORIGINS")
ALLOWED_HOSTS = env.words("HATANG_ALLOWED_HOSTS")
if IS_PRODUCTION:
    if len(SECRET_KEY) < 32:
        raise ImproperlyConfigured("Set HATANG_SECRET_KEY to a random text of at least 32 characters.")
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("Set HATANG_ALLOWED_HOSTS to the names this site is reached by.")
    if not SITE_ORIGINS:
        raise ImproperlyConfigured("Set HATANG_ORIGINS to the https:// addresses this site is reached by.")
else:
    # The supervisor writes the key at the first start; a command before that signs nothing lasting.
    SECRET_KEY = SECRET_KEY or HOME.secret_key() or secrets.token_urlsafe(48)
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]

# --- rooms
INSTALLED_APPS = [
    "hatang.portal",
    "hatang.opendata",
    "hatang.programme",
    "hatang.network",
    "hatang.indicators",
    "hatang.planning",
    "hatang.reporting",
    "hatang.chasing",
    "hatang.documents",
    "hatang.territory",
    "hatang.notices",
    "hatang.accounts",
    "hatang.base",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "ninja",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "hatang.config.urls"
WSGI_APPLICATION = "hatang.config.wsgi.application"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hatang.config.middleware.LookMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # A program signs in with each call, before anything asks who it is.
    "hatang.config.tokens.TokenMiddleware",
    "hatang.config.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hatang.config.middleware.SignInMiddleware",
    "hatang.config.middleware.SeenMiddleware",
    "hatang.config.refusals.RefusalMiddleware",
    # It reads forms and files, so whoever has not signed in is turned away before.
    "django.middleware.csrf.CsrfViewMiddleware",
    "hatang.config.middleware.NulMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hatang.config.middleware.AuditMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- records, cache and jobs
# Processes that serve connect with the least rights; only `hatang manage upgrade` asks for the owner.
DATABASE_ROLE: Role = "owner" if env.choice("HATANG_DB_ROLE", ("app", "owner")) == "owner" else "app"
DATABASES = {"default": env.database(database_url(HOME, DATABASE_ROLE))}
# The supervisor sets it for the processes that answer pages; jobs and commands may take their time.
if STATEMENT_SECONDS := env.number("HATANG_STATEMENT_SECONDS", 0):
    DATABASES["default"]["OPTIONS"]["options"] = (
        f"-c statement_timeout={STATEMENT_SECONDS}s -c client_connection_check_interval=5s"
    )
APPLICATION_ROLE = env.database(database_url(HOME, "app"))["USER"]
CACHES = {
    # In the database, so that sign-in rate limits hold across web processes.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "base_cache"},
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- files
FILE_STORE = HOME.files
MAX_UPLOAD_BYTES = env.number("HATANG_MAX_UPLOAD_MB", 50, least=1) * 1024 * 1024
MAX_EVIDENCE_BYTES = min(env.number("HATANG_MAX_EVIDENCE_MB", 25, least=1) * 1024 * 1024, MAX_UPLOAD_BYTES)
# Certificates that digital signatures are checked against; without them no signer is known.
TRUST_ROOTS = env.folder("HATANG_TRUST_ROOTS", HOME.path / "trust-roots")
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A table of a report has up to 500 rows of 20 columns, and a form may have more than one.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- language and time: Vietnamese first, stored in UTC and lived in Vietnam
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
# "Trước ngày X": whether X itself is too late already.
IS_BEFORE_STRICT = env.flag("HATANG_STRICT_BEFORE")
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["hatang.config.formats"]

# --- static files, served by the application itself
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# Vite puts a hash of the content into the names below assets/.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+/dist/assets/.+-[A-Za-z0-9_-]{8,}\.\w+$"

# --- signing in
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hatang.config.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Whether an address is known is told to nobody, not by mail either.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
ACCOUNT_RATE_LIMITS = {
    # Attempts that failed, per address of the caller and per account.
    "login_failed": "20/m/ip,5/5m/key",
}

# A second factor is each person's choice: an app that makes codes, with recovery codes beside it.
MFA_ADAPTER = "hatang.config.second_factors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "hatang.config.second_factors.CodeForm",
    "reauthenticate": "hatang.config.second_factors.ConfirmingCodeForm",
}
MFA_TOTP_ISSUER = "Hạ Tầng"
# Clocks of phones differ: the code before and after the present one is taken too.
MFA_TOTP_TOLERANCE = 1

# --- an OpenID Connect provider outside that signs people in; none when its four settings are empty
OIDC_NAME = env.text("HATANG_OIDC_NAME")
OIDC_ISSUER = env.text("HATANG_OIDC_ISSUER").rstrip("/")
_OIDC = (OIDC_NAME, OIDC_ISSUER, env.text("HATANG_OIDC_CLIENT_ID"), env.text("HATANG_OIDC_CLIENT_SECRET"))
if any(_OIDC) and not all(_OIDC):
    raise ImproperlyConfigured(
        "Set HATANG_OIDC_NAME, HATANG_OIDC_ISSUER, HATANG_OIDC_CLIENT_ID, HATANG_OIDC_CLIENT_SECRET, or none."
    )
if OIDC_ISSUER and not OIDC_ISSUER.startswith("https://" if IS_PRODUCTION else ("https://", "http://")):
    raise ImproperlyConfigured("HATANG_OIDC_ISSUER must be the https:// address of the provider.")
SOCIALACCOUNT_ADAPTER = "hatang.config.outside_sign_in.OutsideAdapter"
# A form that leads away is refused by our Content-Security-Policy; a link is not.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": openid_provider(*_OIDC)} if OIDC_NAME else {}

# --- the document and task system outside (QLVBĐH) that assigns and numbers; empty when there is none
OUTSIDE_SYSTEM = "qlvbdh"
OUTSIDE_ADDRESS = env.text("HATANG_QLVBDH_URL")
OUTSIDE_TOKEN = env.text("HATANG_QLVBDH_TOKEN")
REPORTING_ADDRESS = env.text("HATANG_REPORTING_URL")
REPORTING_TOKEN = env.text("HATANG_REPORTING_TOKEN")

# --- the mail server; without one the house writes no mail
MAIL_SERVER = env.mail_server("HATANG_SMTP_URL")

# --- webhooks: programs at public addresses and over https only, unless this is on
MAY_CALL_PRIVATE = env.flag("HATANG_WEBHOOK_PRIVATE")

# Calls of one API token within a minute.
API_CALLS_A_MINUTE = env.number("HATANG_API_CALLS_A_MINUTE", 300, least=1)

# --- what a browser may do with our pages
SESSION_COOKIE_NAME = "hatang_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_NAME = "hatang_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = IS_PRODUCTION
CSRF_TRUSTED_ORIGINS = SITE_ORIGINS
LANGUAGE_COOKIE_NAME = "hatang_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = IS_PRODUCTION
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = env.number("HATANG_HSTS_SECONDS", 31536000) if IS_PRODUCTION else 0
SECURE_SSL_REDIRECT = IS_PRODUCTION
# Only a proxy that always sets this header may be trusted with it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("HATANG_BEHIND_PROXY") else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("HATANG_BEHIND_PROXY") else 0
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- the map: our own layers need nobody; a base map behind them comes from one address, or from none
# Tiles (https://…/{z}/{x}/{y}.png) or a MapLibre style (https://…/style.json).
BASEMAP = env.text("HATANG_BASEMAP")
# Whose map it is, in the words its owner asks for; its host where nothing is said.
BASEMAP_CREDIT = ""
if BASEMAP:
    _basemap_origin = env.origin("HATANG_BASEMAP")
    BASEMAP_CREDIT = env.text("HATANG_BASEMAP_CREDIT") or _basemap_origin.partition("://")[2]
    for _directive in ("connect-src", "img-src"):
        CONTENT_SECURITY_POLICY["DIRECTIVES"][_directive].append(_basemap_origin)

# --- logs
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"procrastinate": {"level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": env.text("HATANG_LOG_LEVEL", "INFO").upper() or "INFO"},
}
