"""Second factor, lives of links, and browsers that are known: what guards an account."""

from __future__ import annotations

from config.env import env, integer

# --- links in mails ---------------------------------------------------------------------------
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600
# Asked when a link is used: who got a role since then has the shorter life as well.
STAFF_PASSWORD_RESET_TIMEOUT = integer("STAFF_LINK_DAYS", 1) * 24 * 3600
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "accounts.tokens.LinkTokens"

# --- browsers that an account signed in with before -------------------------------------------
KNOWN_BROWSER_COOKIE_NAME = "kanal_browser"

# --- what needs no consent --------------------------------------------------------------------
# Monitors and machines ask for these, whoever's browser it is.
CONSENT_FREE_PATHS = (
    "/privasi/",
    "/aturan-program/",
    "/aksesibilitas/",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/sitemap.xml",
    "/favicon.ico",
)

# --- second factor ----------------------------------------------------------------------------
# Whether staff are served nothing but their account before they showed one in this session.
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=False)
MFA_ADAPTER = "accounts.factors.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.forms.factors.CodeForm",
    "reauthenticate": "accounts.forms.factors.CodeAgainForm",
    "activate_totp": "accounts.forms.factors.FirstCodeForm",
    "authenticate_webauthn": "accounts.forms.factors.KeyForm",
    "reauthenticate_webauthn": "accounts.forms.factors.KeyAgainForm",
    "add_webauthn": "accounts.forms.factors.NewKeyForm",
    "edit_webauthn": "accounts.forms.factors.KeyNameForm",
}
