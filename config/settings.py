"""Django's settings. Everything the surroundings decide comes from config.env."""

import dj_database_url

from config import database, env, frontend

DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = env.hosts()
CSRF_TRUSTED_ORIGINS = env.origins()
TLS = env.flag("TLS")
# Static files straight from their folders, under their own names: for development and tests.
PLAIN_STATIC = DEBUG or env.flag("PLAIN_STATIC")

INSTALLED_APPS = [
    "statenshus.kernel",
    "statenshus.ui",
    "statenshus.people",
    "statenshus.asks",
    "statenshus.workplaces",
    "statenshus.meetings",
    "statenshus.decisions",
    "statenshus.portfolio",
    "statenshus.reports",
    "statenshus.home",
    "statenshus.archive",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.PlainNorwegian",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.ChosenLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.Bounded",
    "statenshus.kernel.middleware.HouseMiddleware",
    "statenshus.kernel.middleware.OnceMiddleware",
]

# In bytes: a file of ten megabytes, and the form around it.
LARGEST_REQUEST = 11 * 1024 * 1024

ROOT_URLCONF = "config.urls"
HOUSE_URLCONF = "config.house_urls"
WSGI_APPLICATION = "config.wsgi.application"
# Who acts: (request, house, now) -> Actor | None. The kernel knows no persons; this is how it meets them.
ACTOR_FINDER = "statenshus.people.queries.actor_of"
# What higher capabilities tell on a person's page: template -> reading of (by, person, day). People knows none of them.
PERSON_PARTS = {"portfolio/of_person.html": "statenshus.portfolio.queries.subprojects.of_person"}
# The same on a body's page: template -> reading of (by, body, day).
BODY_PARTS = {
    "decisions/mandate_of_body.html": "statenshus.decisions.queries.mandates.of_body",
    "asks/of_body.html": "statenshus.asks.queries.participation.of_body",
}
# The same on the page of a meeting: template -> reading of (by, meeting). What is empty is not shown.
MEETING_PARTS: dict[str, str] = {"decisions/agenda.html": "statenshus.decisions.queries.agenda.of_meeting"}
# What higher capabilities let stand in a calendar: readings of (feed, by), each of which tells parts of it.
FEED_PARTS = ["statenshus.meetings.queries.calendars.of_feed"]
# How many of so many seats must take part for a body to decide: (body, day, seats, by) -> number; None without rules.
QUORUM = "statenshus.decisions.queries.mandates.quorum_of"
# The forms in which asks are answered: kind -> form, made as form(data, ask=…, by=…), with `template` and `answer()`.
ASK_FORMS: dict[str, str] = {
    "acceptance": "statenshus.asks.forms.asks.AnswerAskForm",
    "attendance": "statenshus.meetings.forms.meetings.AttendanceAskForm",
    "poll": "statenshus.meetings.forms.polls.PollAskForm",
    "host": "statenshus.meetings.forms.rotas.HostAskForm",
    "position": "statenshus.decisions.forms.asks.PositionForm",
    "question": "statenshus.decisions.forms.asks.QuestionForm",
    "vote": "statenshus.decisions.forms.votings.VoteAskForm",
    "owner_decision": "statenshus.decisions.forms.decisions.OwnerDecisionAskForm",
    "follow_up": "statenshus.decisions.forms.decisions.FollowUpAskForm",
    "minutes": "statenshus.decisions.forms.minutes.MinutesAskForm",
    "offer": "statenshus.workplaces.forms.asks.OfferAskForm",
    "transfer": "statenshus.workplaces.forms.asks.TransferAskForm",
    "booking": "statenshus.workplaces.forms.asks.BookingAskForm",
}
# What higher capabilities tell on a case's and a decision's page: template -> reading of (by, case) or (by, decision).
CASE_PARTS: dict[str, str] = {"portfolio/of_case.html": "statenshus.portfolio.queries.decided.of_case"}
DECISION_PARTS: dict[str, str] = {"portfolio/of_case.html": "statenshus.portfolio.queries.decided.of_decision"}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "statenshus.ui.context.surroundings",
            ],
            "builtins": [
                "statenshus.ui.templatetags.ui",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

_database = dj_database_url.parse(database.ensure(), conn_max_age=60, conn_health_checks=True)
DATABASES = {
    "default": {
        **_database,
        "OPTIONS": {**_database.get("OPTIONS", {}), "options": "-c statement_timeout=30000"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "statenshus.people.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Statens hus"
MFA_FORMS = {
    "add_webauthn": "statenshus.people.forms.passkeys.AddPasskeyForm",
    "edit_webauthn": "statenshus.people.forms.passkeys.EditPasskeyForm",
}
# A browser lets a passkey be tried on localhost without TLS; nowhere else.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS

# How often one may try to log in is counted for all web processes together; the table is made by home's migration.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "home_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.proxies()

# Without a server the outbox waits for one; in a demonstration it goes to a page of the program instead.
_server = env.mail_server()
MAIL_SERVER = _server is not None
EMAIL_BACKEND = (
    "django.core.mail.backends.console.EmailBackend"
    if DEMO and not MAIL_SERVER
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = (_server.host, _server.port) if _server else ("localhost", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (_server.user, _server.password) if _server else ("", "")
EMAIL_USE_SSL, EMAIL_USE_TLS = (_server.ssl, _server.tls) if _server else (False, False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.mail_from()
BASE_URL = env.base_url()

# Tasks stand in each capability's jobs.py.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
WORKER_STALLED_SECONDS = env.stalled_seconds()

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [env.ROOT / "config/locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

STATIC_URL = "/static/"
STATIC_ROOT = env.data() / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.frontend.PackageFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PLAIN_STATIC
        else "config.frontend.HashedFiles"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = PLAIN_STATIC
ICONS = frontend.ICONS
FONTS = env.ROOT / "build/fonts"
ENHETSREGISTERET_URL = env.enhetsregisteret_url()
CALENDAR_HOSTS_INSIDE = env.calendar_hosts()
MEDIA_ROOT = env.data() / "files"

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TLS
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "statenshus.home.views.csrf_failure"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_SSL_REDIRECT = TLS and not env.flag("TLS_AT_PROXY", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# W008: TLS usually ends at the proxy. W021: to be on the browsers' preload list is each owner's own decision.
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W021"]
if not TLS:
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W012", "security.W016"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
