"""The style guide's addresses; the pages' own names, so that the menu shows them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from husay.web.urls import urlpatterns as shell
from tests.web.guide import views


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("meant")


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>Kept.</p>")


urlpatterns = [
    *(pattern for pattern in shell if pattern.name in ("set_language", "set_theme")),
    path("", views.standing, name="standing"),
    path("explore", views.explore, name="explore"),
    path("bring-in", views.bring_in, name="bring-in"),
    path("part", views.part, name="part"),
    path("keep", keep, name="keep"),
    path("broken", broken, name="broken"),
]
