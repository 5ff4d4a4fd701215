"""What goes wrong with a call, in one shape: all that was found, in words and as codes."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from husay.basics.problem import Mistake, Problem
from husay.words.document import problem_data

_NOT_SIGNED_IN, _FORBIDDEN, _NOT_FOUND, _CONFLICT, _WRONG = 401, 403, 404, 409, 422
_OURS = 500
_log = logging.getLogger("django.request")
_STATUS = {
    "not-allowed": _FORBIDDEN,
    "measure-not-open": _FORBIDDEN,
    "nothing-of-your-own": _FORBIDDEN,
    "not-in-scope": _NOT_FOUND,
    "no-such-snapshot": _NOT_FOUND,
    "snapshot-was-cleaned": _NOT_FOUND,
    "goal-plan-unknown": _NOT_FOUND,
    "no-such-signal": _NOT_FOUND,
    "price-action-unknown": _NOT_FOUND,
    "coaching-unknown": _NOT_FOUND,
    "goal-plan-changed": _CONFLICT,
    "pay-run-unknown": _NOT_FOUND,
    "pay-statement-unknown": _NOT_FOUND,
    "pay-line-unknown": _NOT_FOUND,
    "pay-question-unknown": _NOT_FOUND,
    "pay-question-changed": _CONFLICT,
}


def tell_errors(api: NinjaAPI) -> None:
    """Have an API answer in our shape."""

    def told(request: HttpRequest, problems: Iterable[Problem], status: int) -> HttpResponse:
        found = [problem_data(problem) for problem in problems]
        return api.create_response(request, {"problems": found}, status=status)

    @api.exception_handler(Mistake)
    def mistaken(request: HttpRequest, wrong: Mistake) -> HttpResponse:
        status = max((_STATUS.get(p.code, _WRONG) for p in wrong.problems), default=_WRONG)
        return told(request, wrong.problems, status)

    @api.exception_handler(ValidationError)
    def unreadable(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
        return told(request, [_unread(error) for error in wrong.errors], _WRONG)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, wrong: AuthenticationError) -> HttpResponse:
        return told(request, [Problem(code="not-signed-in")], _NOT_SIGNED_IN)

    @api.exception_handler(HttpError)
    def no_json(request: HttpRequest, wrong: HttpError) -> HttpResponse:
        return told(request, [Problem(code="call-no-json")], _WRONG)

    @api.exception_handler(Exception)
    def broken(request: HttpRequest, wrong: Exception) -> HttpResponse:
        _log.error("%s %s", request.method, request.path, exc_info=wrong)
        return told(request, [Problem(code="call-failed")], _OURS)


def no_such_call(request: HttpRequest, rest: str = "") -> JsonResponse:
    """What is answered at an address below the API's at which there is nothing."""
    found = problem_data(Problem(code="no-such-call", value=request.path[:200]))
    return JsonResponse({"problems": [found]}, status=_NOT_FOUND)


def _unread(error: dict[str, object]) -> Problem:
    """A part of the call that is not what its description says."""
    place = error.get("loc")
    part = str(place[-1]) if isinstance(place, list | tuple) and place else ""
    if error.get("type") == "extra_forbidden":
        return Problem(code="call-part-unknown", column=part)
    return Problem(code="call-part", column=part, value=str(error.get("msg", "")))
