"""All addresses. Dutch has no prefix, English stands under /en/; for staff tools and machines it is one."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from wijkwijzer_web.core.people import account_urls
from wijkwijzer_web.core.people import views as people
from wijkwijzer_web.core.shell import views as core

# Rooms whose addresses are pages in two languages; those of machines stand elsewhere in this file.
pages = [
    name
    for name in settings.INSTALLED_ROOMS
    if name not in {"api", "operations"} and (settings.PACKAGE / name / "urls.py").is_file()
]

urlpatterns = [
    path("healthz/", include("wijkwijzer_web.operations.urls")),
    path(".well-known/security.txt", core.security_txt, name="security-txt"),
    path("robots.txt", core.robots_txt, name="robots-txt"),
    path("inloggen/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("api/", include("wijkwijzer_web.api.urls")),
    path("beheer/", admin.site.urls),
    # Wagtail's own logins know nothing of a second factor, nor of limits: one place checks passwords.
    path("cms/login/", people.editor_login, name="editor-login"),
    path("cms/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    # Images of pages are public; documents stand beside them on disk and go through their own view only.
    path("media/images/<path:path>", serve, {"document_root": f"{settings.MEDIA_ROOT}/images"}),
    *i18n_patterns(
        path("account/", include(account_urls)),
        path("over/_util/login/", people.editor_login),
        path("over/", include(wagtail_urls)),
        path("", include("wijkwijzer_web.api.page_urls")),
        *(path("", include(f"wijkwijzer_web.{name}.urls")) for name in pages),
        prefix_default_language=False,
    ),
]

handler400 = "wijkwijzer_web.core.shell.views.bad_request"
handler403 = "wijkwijzer_web.core.shell.views.permission_denied"
handler404 = "wijkwijzer_web.core.shell.views.page_not_found"
handler429 = "wijkwijzer_web.core.shell.views.too_many_requests"
handler500 = "wijkwijzer_web.core.shell.views.server_error"
