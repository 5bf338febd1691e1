"""The entry of the web server: `granian --interface wsgi wijkwijzer_web.wsgi:application`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from wijkwijzer_web.core.work.turns import Turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwijzer_web.settings")
application = Turns(get_wsgi_application(), settings.WEB_TURNS)
