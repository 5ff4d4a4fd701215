"""The application that gunicorn serves. HUSAY_HOME names the company's folder."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "husay.settings")
application = get_wsgi_application()
