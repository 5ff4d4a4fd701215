"""The addresses of the team, each with the right that it wants."""

from __future__ import annotations

from django.urls import URLPattern

from husay.access.role import Right
from husay.web.doorway import page
from husay.web.team import circle_views, propose_views, team_views, thanks_views

addresses: list[URLPattern] = [
    page("team", team_views.team, "team", Right.TAKE_PART),
    page("team/propose", propose_views.propose, "team-propose", Right.COACH),
    page("team/circles/<number:number>", circle_views.circle, "team-circle", Right.TAKE_PART),
    page("thanks", thanks_views.thanks, "team-thanks", Right.TAKE_PART),
    page("thanks/<number:number>", thanks_views.one, "team-thanks-one", Right.TAKE_PART),
]
