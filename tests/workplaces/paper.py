"""The shared office on paper: a few lines of plain Python that know nothing of the program. Times are minutes."""

from dataclasses import dataclass, field

DAY, HALF = 24 * 60, 5 * 60
WHOLE_OF = {"left": "room", "right": "room"}
PARTS_OF = {"room": ["left", "right"]}
OF_KIND = {"desk": ["desk-1", "desk-2", "desk-3"], "room": ["left", "right", "room"]}
CLAIM, OFFER = {"desk": 120, "room": 20}, {"desk": 120, "room": 30}
MOST_OPEN, QUOTA = 4, 2  # bookings ahead of a kind; days of desks a week for the agency that has a hard quota


def kind_of(place):
    return "room" if place in OF_KIND["room"] else "desk"


def meets(a, b):
    return a[0] < b[1] and b[0] < a[1]


@dataclass
class Slip:
    """A booking."""

    place: str
    who: str
    when: tuple
    booked: int
    until: int | None = None  # of an offer
    came: int | None = None
    ended: str = ""
    left: int | None = None

    @property
    def holds(self):
        """What it keeps from others, and when."""
        return {self.place, *PARTS_OF.get(self.place, [])}, (self.when[0], self.left if self.ended else self.when[1])

    def is_settled(self):
        return not self.ended and self.until is None


@dataclass
class Wait:
    who: str
    kind: str
    place: str | None
    when: tuple
    offer: Slip | None = None
    ended: str = ""


@dataclass
class Gift:
    """A booking offered to another, for one in return or for none."""

    slip: Slip
    back: Slip | None
    giver: str
    to: str
    ended: str = ""


@dataclass
class Office:
    agency: dict
    strict: str
    now: int
    slips: list = field(default_factory=list)
    waits: list = field(default_factory=list)
    gifts: list = field(default_factory=list)
    shut: list = field(default_factory=list)

    def refusal(self, place, who, when, but=None):
        """Why somebody may not have a place; nothing where they may."""
        kind, now = kind_of(place), self.now
        own = [s for s in self.slips if s.who == who and kind_of(s.place) == kind and not s.ended and s is not but]
        if (when[1] if kind == "desk" else when[0] + 1) <= now:
            return "past"
        if sum(s.when[1] > now for s in own) >= MOST_OPEN:
            return "full"
        if kind == "desk" and any(meets(s.when, when) for s in own):
            return "twice"
        if kind == "desk" and self.agency[who] == self.strict and self.day(when[0]) > self.day(now):
            used = sum(self.days(s.when) for s in self.of_agency() if s is not but)
            if used + self.days(when) > QUOTA:
                return "quota"
        family = {place, WHOLE_OF.get(place), *PARTS_OF.get(place, [])}
        if any(at in family and meets(closed, when) for at, closed in self.shut):
            return "closed"
        mine = {place, *PARTS_OF.get(place, [])}
        for slip in self.slips:
            places, held = slip.holds
            if slip is not but and places & mine and held[1] is not None and held[0] < held[1] and meets(held, when):
                return "taken"
        return ""

    def day(self, at):
        return at // DAY

    def days(self, when):
        return 1 if when[1] - when[0] == 2 * HALF else 0.5

    def of_agency(self):
        return [
            s for s in self.slips if kind_of(s.place) == "desk" and not s.ended and self.agency[s.who] == self.strict
        ]

    def keep(self, place, who, when, until=None):
        self.slips.append(Slip(place, who, when, self.now, until))
        return self.slips[-1]

    def let_go(self, slip, how):
        if slip.ended:
            return
        slip.ended, slip.left = how, max(slip.when[0], min(self.now, slip.when[1]))
        for wait in self.waits:
            if wait.offer is slip and not wait.ended:
                wait.offer = None
        for gift in self.gifts:
            if not gift.ended and slip in (gift.slip, gift.back):
                gift.ended = "withdrawn"
        self.offer_next(slip.place, (max(slip.when[0], self.now), slip.when[1]))

    def offer_next(self, place, free):
        if free[0] >= free[1]:
            return
        places = [place, *PARTS_OF.get(place, []), *([WHOLE_OF[place]] if place in WHOLE_OF else [])]
        for wait in self.waits:
            if wait.kind == kind_of(place) and meets(wait.when, free):
                self.offer(wait, [at for at in places if wait.place in (None, at)])

    def offer(self, wait, places):
        if wait.ended or wait.offer or wait.when[0] <= self.now:
            return
        for at in places:
            if not self.refusal(at, wait.who, wait.when):
                wait.offer = self.keep(at, wait.who, wait.when, min(self.now + OFFER[wait.kind], wait.when[0]))
                return

    def end_wait(self, wait, how):
        wait.ended = how
        if wait.offer:
            self.let_go(wait.offer, "lapsed")

    def look_round(self):
        """What the house does by itself each minute."""
        begun = [s for s in self.slips if not s.ended and s.when[0] <= self.now < s.when[1] and s.came is None]
        for slip in sorted(begun, key=lambda s: s.when[0]):
            if not slip.is_settled():
                self.let_go(slip, "declined")
            elif max(slip.when[0], slip.booked) + CLAIM[kind_of(slip.place)] <= self.now:
                self.let_go(slip, "released")
        for wait in [w for w in self.waits if not w.ended and w.offer and w.offer.until is not None]:
            if wait.offer and wait.offer.until <= self.now:
                self.end_wait(wait, "passed")
        for wait in self.waits:
            if not wait.ended and wait.offer is None and wait.when[0] <= self.now:
                wait.ended = "over"
        for wait in self.waits:
            if wait.place is None:
                hidden = ["hidden"] if wait.kind == "desk" and self.agency[wait.who] == "town" else []
                self.offer(wait, [*hidden, *OF_KIND[wait.kind]])

    def close(self, place, when):
        self.shut.append((place, when))
        first, places = max(when[0], self.now), {place, *PARTS_OF.get(place, [])}
        for slip in [s for s in self.slips if not s.ended and s.when[1] > first]:
            held, period = slip.holds
            if held & places and meets(period, (first, when[1])):
                settled = slip.is_settled()
                self.let_go(slip, "closed")
                if settled and slip.when[0] > self.now:
                    self.wait_instead(slip)

    def wait_instead(self, slip):
        """Who loses a place waits for any other."""
        same = (slip.who, kind_of(slip.place), None, slip.when, "")
        if same not in [(w.who, w.kind, w.place, w.when, w.ended) for w in self.waits]:
            self.waits.append(Wait(*same[:4]))
