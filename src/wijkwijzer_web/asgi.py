"""The entry of the web server: `granian --interface asginl wijkwijzer_web.asgi:application`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from wijkwijzer_web.core.work.front import Front, Limits
from wijkwijzer_web.core.work.turns import Turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwijzer_web.settings")
_site = get_wsgi_application()
application = Front(
    Turns(_site, settings.WEB_TURNS, patience=5.0), health=_site, limits=Limits(threads=settings.WEB_THREADS)
)
