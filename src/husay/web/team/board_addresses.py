"""The addresses of the rally board, each with the right that it wants.

The wall by its link is open to nobody signed in: its secret is its door (`store.records.walls`).
"""

from __future__ import annotations

from django.urls import URLPattern, path

from husay.access.role import Right
from husay.web.doorway import page
from husay.web.team import board_views, wall_views

addresses: list[URLPattern] = [
    page("board", board_views.board, "board", Right.TAKE_PART),
    page("board/wall", board_views.wall, "board-wall", Right.TAKE_PART),
    page("board/walls", wall_views.walls, "board-walls", Right.MANAGE_PEOPLE),
    page("board/walls/<number:number>/revoke", wall_views.revoke, "board-walls-revoke",
         Right.MANAGE_PEOPLE),
    path("wall/<str:secret>", board_views.wall_by_link, name="board-wall-link"),
]  # fmt: skip
