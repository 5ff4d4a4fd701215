"""Questions about pay: asking, the list, and what is done with one."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from husay.basics.problem import Mistake, Problem, mistake
from husay.store.company import Company
from husay.store.pay import questions as store
from husay.store.pay.questions_seen import question_seen, questions_seen
from husay.store.pay.seen import statement_seen
from husay.web.clock import now
from husay.web.coaching.reading import day_or_none, lines, text
from husay.web.company import company
from husay.web.pay.question_page import QuestionPage, ask_context, questions_context
from husay.web.pay.shown import shown


@never_cache
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The questions about pay that one may see, what waits first."""
    home = company(request)
    return shown(request, home, "questions", questions_context(home, questions_seen(home)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Ask about a line of a statement, or about all of it."""
    home = company(request)
    typed = request.POST.dict() if request.method == "POST" else request.GET.dict()
    person, line = typed.get("person", "").replace("\0", "")[:255], _line(typed.get("line", ""))
    store.check_may_ask(home, person)
    if request.method != "POST":
        return _form(request, home, number, person, line)
    try:
        words = lines(request, "words", store.LONGEST)
        made = store.ask(home, number, person, line, text(request, "cause", 40), words, now())
    except Mistake as wrong:
        return _form(request, home, number, person, line, wrong.problems)
    messages.success(request, _("Your question is on its way to compensation."))
    return HttpResponseRedirect(reverse("pay-questions-question", args=[made.pk]))


def _form(
    request: HttpRequest, home: Company, number: int, person: str, line: int | None,
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:  # fmt: skip
    seen = statement_seen(home, number, person, now())
    return shown(request, home, "ask", ask_context(seen, line, request.POST.dict()), problems)


def _line(typed: str) -> int | None:
    """The number of a line; 0, which no line has, for what is no number."""
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


@never_cache
@require_safe
def question(request: HttpRequest, number: int) -> HttpResponse:
    """One question with its conversation."""
    home = company(request)
    page = QuestionPage(home, question_seen(home, number, now()), {})
    return shown(request, home, "question", page.context())


@require_POST
def do(request: HttpRequest, number: int) -> HttpResponse:
    """Say something about a question, or take, answer, settle or reopen it."""
    home = company(request)
    try:
        _do(request, home, number)
    except Mistake as wrong:
        page = QuestionPage(home, question_seen(home, number, now()), request.POST.dict())
        return shown(request, home, "question", page.context(), wrong.problems)
    return HttpResponseRedirect(reverse("pay-questions-question", args=[number]))


def _do(request: HttpRequest, home: Company, number: int) -> None:
    seen, at = _whole(request, "seen") or 0, now()
    words = lines(request, "words", store.LONGEST)
    match request.POST.get("do", ""):
        case "say":
            store.say(home, number, seen, words, at)
        case "take":
            due: date | None = day_or_none(request, "due", "pay-question-due")
            owner = _whole(request, "owner")
            store.take(home, number, seen, at, owner=owner, due=due, words=words)
        case "answer":
            given = store.Answer(
                text(request, "outcome", 40), text(request, "found", 40),
                _whole(request, "manual"), _whole(request, "version"),
            )  # fmt: skip
            store.answer(home, number, seen, given, words, at)
        case "settle":
            store.settle(home, number, seen, at)
        case "reopen":
            store.reopen(home, number, seen, words, at)
        case _:
            raise mistake("pay-question-step", value=number)


def _whole(request: HttpRequest, name: str) -> int | None:
    """A number of a form; None where the field is empty, 0 for what is no number."""
    return _line(request.POST.get(name, "").strip())
