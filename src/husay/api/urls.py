"""The API's addresses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI

from husay.api.board import router as board
from husay.api.coaching import router as coaching
from husay.api.door import Token
from husay.api.errors import no_such_call, tell_errors
from husay.api.leading import router as leading
from husay.api.messages import router as messages
from husay.api.month import router as month
from husay.api.pay import router as pay
from husay.api.pay_questions import router as pay_questions
from husay.api.plans import router as plans
from husay.api.routes import router
from husay.api.team import router as team

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
api.add_router("", plans)
api.add_router("", leading)
api.add_router("", coaching)
api.add_router("", month)
api.add_router("", board)
api.add_router("", pay)
api.add_router("", pay_questions)
api.add_router("", messages)
api.add_router("", team)
tell_errors(api)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", no_such_call),
    path("v1/", no_such_call),
    path("v1/", api.urls),
    path("<path:rest>", no_such_call),
]
