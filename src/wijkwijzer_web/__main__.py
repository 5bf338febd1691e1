"""`python -m wijkwijzer_web <command>`: Django's management commands with our settings."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwijzer_web.settings")
    execute_from_command_line(["wijkwijzer_web", *sys.argv[1:]])
