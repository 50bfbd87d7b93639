"""A cohort's page, joining it and leaving it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.security.origins import is_sent_from_elsewhere
from accounts.views.drafts_in_session import draft_or_post, login_required_saving_draft
from cms.cacheable import cacheable_for_visitors
from cms.visibility import is_visible_to
from cohorts import enrolling
from cohorts.access import over_text, waiting_text
from cohorts.cohort_cards import begins_line, facts_of, seats_line, taken_line, venue_of, week_line
from cohorts.intended_cohort import remember_intended_cohort
from cohorts.models import Cohort, Enrolment
from cohorts.permissions import Person
from courses.cards import course_cards
from design.formats import count, day
from design.site_time import site_day
from learning.completing import CompletionError, finish_cohort
from learning.forms import WithdrawalForm
from learning.models.lesson_counts import finished

Status = Enrolment.Status
# Said above the sign-up form: which cohort it leads to.
SIGNUP_NOTE = "signup_note"
SEAT, QUEUE, APPLY = "seat", "queue", "apply"


@dataclass(frozen=True)
class Standing:
    """Where the person stands with the cohort, and what may be done: `join` is a button's label."""

    tone: str = ""
    text: str = ""
    join: str = ""
    promise: str = ""
    leave: str = ""
    finish: str = ""


@require_safe
@cacheable_for_visitors
def cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """Dates, courses, seats, people, and the button that joins."""
    chosen = _cohort(slug)
    if chosen.slug != slug:
        return redirect(chosen)
    now = timezone.now()
    enrolment = own_enrolment(chosen, request.user)
    taught = [course for course in chosen.courses if course.live]
    courses = [course for course in taught if is_visible_to(request.user, course)]
    context = {
        "cohort": chosen,
        "enrolment": enrolment,
        "standing": standing_of(chosen, enrolment, now=now),
        "facts": facts_of(chosen, with_venue=False),
        "venue": venue_of(chosen),
        "week": week_line(chosen, site_day(now)),
        "seats_line": seats_line(chosen) if chosen.is_enrolling(now) else taken_line(chosen),
        "cards": course_cards(courses, request),
        "instructors": list(chosen.instructors.filter(is_active=True)),
        "nav": "courses",
        "colour": courses[0].track.colour if courses else "teal",
    }
    return render(request, "learning/cohort.html", context)


def _cohort(slug: str) -> Cohort:
    """By its slug, or by one that it had before."""
    rows = Cohort.objects.select_related("region").prefetch_related("cohort_courses__course__track")
    found = rows.by_slug(slug)
    if found is None:
        raise Http404
    return found


def own_enrolment(chosen: Cohort, user: Person) -> Enrolment | None:
    if not user.is_authenticated:
        return None
    rows = Enrolment.objects.filter(user=user, cohort=chosen).select_related("cohort")
    return rows.with_positions().first()


def standing_of(chosen: Cohort, enrolment: Enrolment | None, *, now: datetime) -> Standing:
    """The rules of enrolment as words and buttons."""
    if enrolment is None:
        return _enrolment_open(chosen, left=False, now=now)
    status = enrolment.status
    if status == Status.ACTIVE:
        text = _("You have a seat since %(day)s.") % {"day": day(enrolment.enrolled_at)}
        done = finished(Enrolment.objects.filter(pk=enrolment.pk), now).exists()
        finish = _("Every lesson is done: finish the cohort") if done else ""
        return Standing("ok", text, leave=_("Leave this cohort"), finish=finish)
    if status == Status.COMPLETED:
        text = _("You finished this cohort on %(day)s.") % {"day": day(enrolment.completed_at)}
        return Standing("ok", text)
    if status in (Status.WAITLISTED, Status.APPLIED) and not chosen.is_running(now):
        return Standing("info", over_text(chosen))
    if status == Status.WAITLISTED:
        return Standing("info", waiting_text(enrolment), leave=_("Leave the waiting list"))
    if status == Status.APPLIED:
        return Standing("info", waiting_text(enrolment), leave=_("Take the application back"))
    return _enrolment_open(chosen, left=status == Status.WITHDRAWN, now=now)


def _enrolment_open(chosen: Cohort, *, left: bool, now: datetime) -> Standing:
    if not chosen.is_enrolling(now):
        closed = _("Enrolment has closed.")
        if not chosen.is_running(now):
            closed = _("This cohort is over.")
        return Standing("info", closed)
    text = _("You left this cohort. You can come back, and what you learned is kept.")
    tone, text = ("info", text) if left else ("", "")
    if chosen.enrolment == Cohort.EnrolmentMode.APPROVAL:
        decided = _("The team gives the seats in the order of application and writes to you.")
        tone, text = "info", f"{text} {decided}".lstrip()
        return Standing(tone, text, join=_("Apply for a seat"), promise=APPLY)
    waiting = chosen.enrolments.waiting().count()
    if chosen.has_free_seat and not waiting:
        return Standing(tone, text, join=_("Come back") if left else _("Take a seat"), promise=SEAT)
    label = _("Join the waiting list as number %(n)s") % {"n": count(waiting + 1)}
    return Standing(tone, text, join=label, promise=QUEUE)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a seat. A visitor signs up first, and the intended cohort is remembered until then.

    A visitor's form has no token: the page it stands in is everybody's.
    """
    chosen = _cohort(slug)
    if request.method != "POST":
        return redirect(chosen)
    if request.user.is_authenticated:
        return _enrol_or_apply(request, chosen, request.user)
    if is_sent_from_elsewhere(request):
        raise PermissionDenied
    remember_intended_cohort(request.session, chosen)
    request.session[SIGNUP_NOTE] = (
        f"{chosen.name}. {begins_line(chosen, site_day(timezone.now()))}."
    )
    query = urlencode({"next": chosen.get_absolute_url()})
    return redirect(f"{reverse('account_signup')}?{query}")


@csrf_protect
def _enrol_or_apply(request: HttpRequest, chosen: Cohort, user: User) -> HttpResponse:
    try:
        enrolment = enrolling.enrol(user=user, cohort=chosen, now=timezone.now())
    except enrolling.EnrolmentError as error:
        messages.warning(request, str(error))
        return redirect(chosen)
    _message_joined(request, enrolment, promise=request.POST.get("promise", ""))
    return redirect("dashboard" if enrolment.is_seated else chosen)


def _message_joined(request: HttpRequest, enrolment: Enrolment, *, promise: str) -> None:
    words = {"cohort": enrolment.cohort.name}
    if enrolment.is_seated:
        messages.success(request, _("You have a seat in %(cohort)s. Welcome!") % words)
    elif enrolment.status == Status.APPLIED:
        messages.success(request, _("Your application for %(cohort)s has arrived.") % words)
    else:
        words["n"] = count(enrolment.position)
        text = _("You are number %(n)s on the waiting list of %(cohort)s.")
        if promise == SEAT:
            text = _(
                "The last seat of %(cohort)s was taken a moment ago: it is full. You are number "
                "%(n)s on the waiting list now; leave it below if you do not want to wait."
            )
        messages.warning(request, text % words)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, slug: str) -> HttpResponse:
    """The person is through, and no lesson is left to say it with."""
    chosen = _cohort(slug)
    enrolment = own_enrolment(chosen, request.user)
    if enrolment is None or not enrolment.is_seated:
        raise Http404
    if request.method == "POST":
        try:
            finish_cohort(enrolment=enrolment, now=timezone.now())
        except CompletionError as error:
            messages.warning(request, str(error))
        else:
            text = _("You finished every lesson of %(cohort)s. Well done!")
            messages.success(request, text % {"cohort": chosen.name})
    return redirect(chosen)


@login_required_saving_draft
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once more, with a reason if the person likes; then leave."""
    chosen = _cohort(slug)
    enrolment = own_enrolment(chosen, request.user)
    if enrolment is None:
        raise Http404
    if enrolment.status in (Status.WITHDRAWN, Status.COMPLETED):
        return redirect(chosen)
    form = WithdrawalForm(draft_or_post(request))
    if request.method == "POST" and form.is_valid():
        return _leave(request, enrolment, form.cleaned_data["reason"])
    context = {"cohort": chosen, "enrolment": enrolment, "form": form, "nav": "courses"}
    return render(request, "learning/withdraw.html", context)


def _leave(request: HttpRequest, enrolment: Enrolment, reason: str) -> HttpResponse:
    try:
        enrolling.withdraw(enrolment=enrolment, reason=reason, now=timezone.now())
    except enrolling.EnrolmentError as error:
        messages.warning(request, str(error))
    else:
        text = _("You left %(cohort)s. What you learned is kept.")
        messages.success(request, text % {"cohort": enrolment.cohort.name})
    return redirect(enrolment.cohort)
