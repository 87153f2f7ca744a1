"""Pages of mails: one's own, the outbox, how often one gets any, and when the house reminds."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.asks.forms import mails as forms
from statenshus.asks.models import Mail, MailChoice, ReminderRules
from statenshus.asks.queries.mails import mail_address, shown
from statenshus.asks.rules import mails as rules
from statenshus.asks.rules import reminders as reminder_rules
from statenshus.asks.usecases import mails as usecases
from statenshus.asks.usecases import reminders
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Person
from statenshus.ui.pages import done, page, refusals

A_PAGE = 25


@require_GET
def mailbox(request: HouseRequest) -> HttpResponse:
    """The mails to oneself, the latest first; in a demonstration those who keep the record see all."""
    by = request.actor
    found = Paginator(_come(by), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "asks/mailbox.html", {**_around(request), "found": found})


@require_GET
def mail(request: HouseRequest, pk: int) -> HttpResponse:
    """One mail as it was sent, its HTML cleaned of all but what is read."""
    by = request.actor
    read = get_object_or_404(_come(by), pk=pk)
    return page(request, "asks/mail.html", {**_around(request), "mail": read, "html": shown(read.html)})


@require_GET
def outbox(request: HouseRequest) -> HttpResponse:
    """To whom mails went and whether they are sent, what has failed first; not what they say."""
    by = request.actor
    if not by.may(rules.see_outbox):
        raise NotAllowed
    rows = Mail.objects.in_house(by.house).defer("text", "html").select_related("person")
    found = Paginator(rows.order_by("failed_at", "-written_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {**_around(request), "found": found, "waits": rows.waiting().count(), "has_server": _has_server()}
    return page(request, "asks/outbox.html", context)


@require_POST
def retry_mail(request: HouseRequest, pk: int) -> HttpResponse:
    """Have a mail that has failed sent after all."""
    by = request.actor
    usecases.retry_mail(get_object_or_404(Mail.objects.in_house(by.house), pk=pk), by=by)
    return done(request, reverse("asks:outbox"), _("The mail is on its way again."))


def choose_mail(request: HouseRequest) -> HttpResponse:
    """Choose how often one gets mail."""
    by = request.actor
    person = get_object_or_404(Person.objects.visible_to(by), pk=by.person.pk if by.person else None)
    choice = MailChoice.objects.in_house(by.house).filter(person=person).first() or MailChoice(person=person)
    initial = {"rhythm": choice.rhythm, "urgent_at_once": "yes" if choice.urgent_at_once else "no"}
    form = forms.ChooseMailForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.choose_mail(person, **form.cleaned_data, by=by)
            return done(request, reverse("asks:choose_mail"), _("Your choice is kept."))
    rules_of = ReminderRules.of(by.house)
    return page(
        request,
        "asks/choose_mail.html",
        {**_around(request), "address": mail_address(person), "rules": rules_of},
        form=form,
    )


def set_reminder_rules(request: HouseRequest) -> HttpResponse:
    """Decide when the house reminds."""
    by = request.actor
    by.must(reminder_rules.set_reminder_rules, by.house)
    now = ReminderRules.of(by.house)
    initial = {name: getattr(now, name) for name in forms.SetReminderRulesForm.base_fields}
    form = forms.SetReminderRulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            reminders.set_reminder_rules(by.house, **form.cleaned_data, by=by)
            return done(request, reverse("asks:set_reminder_rules"), _("The house reminds by these rules from now on."))
    return page(request, "asks/set_reminder_rules.html", _around(request), form=form)


def _around(request: HouseRequest) -> dict[str, Any]:
    """What the pages about mail share: which of them the actor may go to."""
    return {"section": "mail", "keeps": request.actor.may(rules.see_outbox), "is_demo_box": settings.DEMO}


def _has_server() -> bool:
    return settings.MAIL_SERVER or settings.DEMO


def _come(by: Actor) -> QuerySet[Mail]:
    """The mails that have come to the actor. In a demonstration none is sent, so nobody is disturbed in quiet hours."""
    rows = Mail.objects.visible_to(by).select_related("person")
    return rows if settings.DEMO else rows.filter(send_after__lte=by.now)
