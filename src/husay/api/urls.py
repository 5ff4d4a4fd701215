"""The API's addresses."""

from __future__ import annotations

from django.urls import path
from ninja import NinjaAPI

from husay.api.door import Token
from husay.api.errors import tell_errors
from husay.api.routes import router

api = NinjaAPI(
    title="Husay",
    version="1",
    description="Where a company stands: figures, rows, goals and the organisation. "
    "What a token's owner may not see is not in any answer.",
    docs_url=None,
    auth=Token(),
    urls_namespace="api-1",
)
api.add_router("", router)
tell_errors(api)

urlpatterns = [path("v1/", api.urls)]
