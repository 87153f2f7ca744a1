"""Guests: who gets a workplace without an account in the house."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import OSLO
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.people.models import Organisation, Person
from statenshus.workplaces.models.policies import OfficeRules


class Visit(HouseOwned):
    """That a guest is invited to work here on the days of [first_on, until_on), with one link, for one booking a day.

    The link's secret is kept as a hash. It opens nothing but the visit, ends with it, and can be revoked.
    """

    key = models.CharField(max_length=60, validators=[KEY])
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"))
    comes_from = models.CharField(_("comes from"), max_length=100, blank=True)
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("host"))
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    message = models.TextField(_("message"), blank=True)
    first_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    secret_hash = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    rules = models.ForeignKey(OfficeRules, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The version of the rules that the guest accepted."""
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="workplaces_visit_key"),
            models.UniqueConstraint(
                fields=["secret_hash"], condition=~Q(secret_hash=""), name="workplaces_visit_secret"
            ),
            models.CheckConstraint(name="workplaces_visit_period", condition=Q(first_on__lt=F("until_on"))),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workplaces:visit", args=[self.key])

    def is_open(self, now: datetime) -> bool:
        """Not revoked, and its last day is not over."""
        return self.revoked_at is None and now.astimezone(OSLO).date() < self.until_on
