"""The entry of the web server: `granian --interface wsgi wijkwijzer_web.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwijzer_web.settings")
application = get_wsgi_application()
