"""Login and second factor: only the addresses of allauth that are used here, in Dutch."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.urls import path, re_path

urlpatterns = [
    path("inloggen", account.login, name="account_login"),
    path("uitloggen", account.logout, name="account_logout"),
    path("aanmelden", account.signup, name="account_signup"),
    path("gesloten", account.account_inactive, name="account_inactive"),
    path("bevestigen", account.reauthenticate, name="account_reauthenticate"),
    path("wachtwoord", account.password_change, name="account_change_password"),
    path("wachtwoord/eerste", account.password_set, name="account_set_password"),
    path("wachtwoord/vergeten", account.password_reset, name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord/nieuw/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("tweede-factor", mfa.index, name="mfa_index"),
    path("tweede-factor/code", mfa.authenticate, name="mfa_authenticate"),
    path("tweede-factor/bevestigen", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("tweede-factor/instellen", totp.activate_totp, name="mfa_activate_totp"),
    path("tweede-factor/uitzetten", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("herstelcodes", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("herstelcodes/nieuw", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("herstelcodes/bestand", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("organisatie", social.connections, name="socialaccount_connections"),
    path("organisatie/aanmelden", social.signup, name="socialaccount_signup"),
    path("organisatie/afgebroken", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("organisatie/fout", social.login_error, name="socialaccount_login_error"),
]
