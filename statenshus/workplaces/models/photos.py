"""Photos of workplaces."""

from django.db import models

from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.workplaces.models.places import Workplace


class Photo(HouseOwned):
    """What a workplace looks like: drawn anew by us from what was sent, so that nothing but the picture is kept."""

    workplace = models.OneToOneField(Workplace, on_delete=models.CASCADE, related_name="photo")
    alt = models.CharField(max_length=200)
    """What is seen, for those who do not see it."""
    content = models.BinaryField()
    """WebP."""
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.alt
