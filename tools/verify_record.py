#!/usr/bin/env python3
"""Checks the record of a statens hus, as `statenshus record HOUSE -o record.json` writes it, without the program.

    python verify_record.py record.json [--head HASH]

Needs Python 3.10 or newer and nothing else: one file, the standard library, no network. It shares no code with the
program, so that a fault in one does not hide in the other; it speaks bokmål, as its readers do. It checks that
  1. no link is missing, each follows the one before it, and each has the hash of what it holds;
  2. every voting, counted anew from its ballots, comes to what it says (a secret one from its counts);
  3. what links say of each other agrees: a decision with its voting, a voting with the text voted on;
  4. each text is the one whose hash stands in the chain. What is exempt from public access may be left out.

Whoever holds the whole record could write all of it anew. So compare the head that is printed here with the one on
minutes that you have from before, or give that to --head: it must be among the links.
A hash is SHA-256 of what is hashed as JSON: keys in order, no spaces, UTF-8. Exits with 0 whole, 1 broken, 2 not read.
"""

import argparse
import hashlib
import itertools
import json
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

NAMES = {
    "case": "sak",
    "voting": "avstemning",
    "decision": "vedtak",
    "reservation": "reservasjon",
    "minutes": "protokoll",
    "adopted": "vedtatt",
    "rejected": "ikke vedtatt",
    "not_quorate": "ikke vedtaksfør",
    "to_meeting": "må tas i møte",
    "called_off": "avbrutt",
}
LINK = {"number", "kind", "subject", "at", "payload", "previous", "hash"}
KEYS = {
    "case": ("case", "version"),
    "voting": ("voting",),
    "decision": ("decision",),
    "reservation": ("decision", "seat"),
    "minutes": ("minutes",),
}
WORDS = ("for", "against", "blank", "abstain")


class Broken(Exception):
    """The record does not hold, and why."""


def must(holds, why):
    if not holds:
        raise Broken(why)


def hash_of(anything):
    written = json.dumps(anything, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()


def required(quorum, seats):
    """The least number of votes that is enough."""
    share = {"half": Fraction(1, 2), "more_than_half": Fraction(1, 2), "two_thirds": Fraction(2, 3), "all": Fraction(1)}
    for votes in range(seats + 2):
        if votes > share[quorum] * seats or (votes == share[quorum] * seats and quorum != "more_than_half"):
            return votes
    raise Broken(f"kravet {quorum} er ukjent")


def come_to(said, disagree, chairs, voting):
    """What so many votes come to, and whether the chair's decided; `said` has a number for each word, and silent."""
    rules, base = voting["rules"], voting["base"]
    in_favour, against, blank = said["for"], said["against"], said["blank"]
    if voting["form"] == "written":
        rule = rules["written"]
        spoke = sum(said[word] for word in WORDS)
        if rule not in ("majority", "form", "unanimous", "silence"):
            return "to_meeting", False
        if rule != "majority" and disagree > 0:
            return "to_meeting", False
        if rule in ("form", "unanimous") and (said["silent"] > 0 or spoke == 0):
            return "to_meeting", False
        if rule == "unanimous" and in_favour < spoke:
            return "to_meeting", False
        if rule == "silence" and against > 0:
            return "to_meeting", False
        in_favour += said["silent"] if rule == "silence" else 0
    votes = in_favour + against + blank
    if votes < required(rules["quorum"], base):
        return "not_quorate", False
    majority = rules["majority"]
    if majority == "of_seats":
        holds = Fraction(in_favour, base) > Fraction(1, 2)
    elif majority == "two_thirds":
        holds = in_favour > 0 and 3 * in_favour >= 2 * (in_favour + against)
    elif majority == "nobody_against":
        holds = in_favour > 0 and against == 0
    else:
        must(majority in ("simple", "of_votes"), f"flertallskravet {majority} er ukjent")
        rest = votes - in_favour if majority == "of_votes" else against
        decides = rules["tie"] == "chair" and not voting["secret"] and chairs in (["for"], ["against"])
        if in_favour == rest and decides:
            return ("adopted" if chairs == ["for"] else "rejected"), True
        holds = in_favour > rest
    return ("adopted" if holds else "rejected"), False


def could_change(said, disagree, chairs, voting):
    """Whether any answers of those who are silent would lead to another outcome."""
    outcomes, chair_waits = set(), chairs == [""]
    for shares in itertools.product(range(said["silent"] + 1), repeat=len(WORDS)):
        if sum(shares) > said["silent"]:
            continue
        then = {word: said[word] + more for word, more in zip(WORDS, shares, strict=True)}
        then["silent"] = said["silent"] - sum(shares)
        answers = [[word] for word, more in zip(WORDS, shares, strict=True) if more] if chair_waits else [chairs]
        for chair in answers + ([[""]] if chair_waits and then["silent"] else []):
            for more in (0, sum(shares)):
                outcomes.add(come_to(then, disagree + more, chair, voting)[0])
    return len(outcomes) > 1


def recount(voting):
    """Count a voting anew; raises Broken where it is not as it says. Returns its numbers."""
    electors, counts = voting["electors"], voting["counts"]
    must(len({each["seat"] for each in electors}) == len(electors), "en plass har flere stemmesedler")
    must(voting["base"] == len(electors), "det er ikke like mange stemmesedler som plasser")
    must(voting["required"] == required(voting["rules"]["quorum"], len(electors)), "antallet som kreves, er et annet")
    for each in electors:
        is_filled = each["person"] is not None and each["rank"] is not None
        must(each["voted"] == is_filled, "en stemmeseddel er halvt utfylt")
        must(not (each["voted"] and each["out"]), "en plass som ingen kunne stemme for, har stemt")
    said = {word: counts[word] for word in WORDS}
    disagree, chairs = counts["disagree"], []
    if voting["secret"]:
        must(not any("choice" in each for each in electors), "en hemmelig avstemning forteller hva noen stemte")
    else:
        found = Counter(each["choice"] for each in electors)
        must(set(found) <= {"", *WORDS}, "en stemmeseddel har et ukjent svar")
        must(all(each["voted"] == (each["choice"] != "") for each in electors), "en stemmeseddel er halvt utfylt")
        must(said == {word: found[word] for word in WORDS}, "stemmesedlene er ikke så mange som det står")
        others = sum(each["voted"] and not each["agrees"] for each in electors)
        must(disagree == others, "flere eller færre er uenige i formen enn det står")
        chairs = [each["choice"] for each in electors if each["chair"]]
    must(sum(said.values()) == sum(each["voted"] for each in electors), "flere eller færre har stemt enn det står")
    must(0 <= disagree <= sum(said.values()) and min(said.values()) >= 0, "et antall stemmer er umulig")
    said["silent"] = sum(not each["voted"] and not each["out"] for each in electors)
    must(said["silent"] == counts["silent"], "flere eller færre lot være å svare enn det står")
    must(len({each["seat"] for each in voting["pulls"]}) == len(voting["pulls"]), "en plass har krevd møte to ganger")
    if voting["outcome"] == "called_off":
        must(voting["called_off_because"], "den ble avbrutt uten grunn")
        return said
    enough = voting["rules"]["pull_members"]
    is_pulled = voting["form"] == "written" and enough is not None and len(voting["pulls"]) >= enough
    outcome = ("to_meeting", False) if is_pulled else come_to(said, disagree, chairs, voting)
    must((voting["outcome"], voting["by_chair"]) == outcome, f"talt på nytt blir resultatet: {NAMES[outcome[0]]}")
    if voting["closed_early"] and not is_pulled:
        must(not could_change(said, disagree, chairs, voting), "den ble avsluttet mens resultatet kunne endre seg")
    return said


class Record:
    """A record while it is walked: what has been seen of each kind, and which hashes."""

    def __init__(self, file):
        self.file, self.hashes, self.votings = file, ["0" * 64], 0
        self.seen, self.told, self.hidden = {}, set(), set()

    def walk(self):
        for link in self.file["chain"]:
            must(set(link) == LINK, "det er ikke et ledd")
            must(link["number"] == len(self.hashes), "leddet mangler")
            must(link["previous"] == self.hashes[-1], "det følger ikke etter leddet foran")
            held = {key: link[key] for key in LINK - {"hash"}}
            must(link["hash"] == hash_of(held), "kontrollsummen stemmer ikke med innholdet")
            self.check(link["kind"], link["subject"], link["payload"])
            self.hashes.append(link["hash"])
        must(self.file["links"] == len(self.hashes) - 1, f"det skal være {self.file['links']} ledd")
        must(self.file["head"] == self.hashes[-1], "hodet er et annet: ledd er kuttet av eller satt inn")
        must(set(self.file["texts"]) <= self.told, "det finnes en tekst som ingen ledd forteller om")

    def check(self, kind, subject, told):
        must(kind in KEYS, "det finnes ikke ledd av dette slaget")
        key = tuple(told[name] for name in KEYS[kind])
        name = key[0] if kind == "case" else ":".join(key)
        must(subject == name, "det forteller om noe annet enn det har navn etter")
        must((kind, *key) not in self.seen, "det forteller om det samme som et tidligere ledd")
        self.seen[(kind, *key)] = told
        getattr(self, kind)(told)

    def case(self, told):
        says = self.text(told["hash"])
        if says is not None:
            must((says["case"], says["version"]) == (told["case"], told["version"]), "teksten hører til en annen sak")
        before = ("case", told["case"], told["version"] - 1)
        must(told["version"] == 1 or before in self.seen, "en tidligere versjon mangler")
        self.text(told["changed"])

    def voting(self, told):
        case = self.seen.get(("case", told["case"], told["version"]))
        must(case is not None, "saken står ikke tidligere i kjeden")
        must(case["hash"] == told["version_hash"], "det er stemt over en annen tekst")
        must(case["body"] == told["body"], "saken hører til et annet organ")
        said = recount(told)
        for text in [told["called_off_because"], *(each["reason"] for each in told["pulls"])]:
            self.text(text)
        self.votings += 1
        votes = "for {for}, mot {against}, blank {blank}, avstår {abstain}, ikke svart {silent}".format(**said)
        seats = f"{told['base']} plasser, kravet er {told['required']}"
        print(f"{told['voting']}: {NAMES[told['outcome']]} – {votes}; {seats}. Telt på nytt: stemmer.")

    def decision(self, told):
        must(told["decision"] == told["case"], "det har navn etter en annen sak")
        case = self.seen.get(("case", told["case"], 1))
        must(case is not None, "saken står ikke tidligere i kjeden")
        must(case["body"] == told["body"], "saken hører til et annet organ")
        voting = self.seen.get(("voting", told["voting"]))
        if told["voting"] is None:
            must(told["outcome"] in ("discussed", "noted"), "det er vedtatt uten avstemning")
        else:
            must(voting is not None and voting["case"] == told["case"], "avstemningen står ikke tidligere i kjeden")
            outcomes = {told["outcome"], voting["outcome"]}
            must(outcomes <= {"adopted", "rejected"}, "avstemningen avgjorde ingenting")
            must(told["owner"] is not None or told["outcome"] == voting["outcome"], "avstemningen ga et annet resultat")
        says = self.text(told["hash"])
        must(says is None or says["decision"] == told["decision"], "teksten hører til et annet vedtak")

    def reservation(self, told):
        decision = self.seen.get(("decision", told["decision"]))
        must(decision is not None, "vedtaket står ikke tidligere i kjeden")
        electors = self.seen[("voting", decision["voting"])]["electors"]
        must(told["seat"] in [each["seat"] for each in electors if not each["voted"]], "plassen var ikke fraværende")
        self.text(told["hash"])

    def minutes(self, told):
        must(told["chain_head"] in ("", *self.hashes), "hodet som står på protokollen, finnes ikke tidligere i kjeden")
        must((told["meeting"] is None) != (told["voting"] is None), "den er ikke fra ett møte eller én avstemning")
        must(told["approved_at"] is not None, "den er ikke godkjent")
        for text in [told["hash"], *(each["remark"] for each in told["answers"])]:
            self.text(text)

    def text(self, hashed):
        """The text that has the hash; None where there is none, or it is left out."""
        if hashed is None:
            return None
        self.told.add(hashed)
        if hashed not in self.file["texts"]:
            must(self.file["public"] is True, "teksten mangler")
            self.hidden.add(hashed)
            return None
        text = self.file["texts"][hashed]
        must(hash_of(text) == hashed, "teksten er endret")
        return text


def once(pairs):
    """A JSON object in which no key stands twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("samme nøkkel står to ganger")
    return found


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Kontrollerer protokollene og vedtakene fra et statens hus.")
    parser.add_argument("record", type=Path, help="filen som «statenshus record» skrev")
    parser.add_argument("--head", default="", help="et hode fra før, eller begynnelsen av det")
    args = parser.parse_args(arguments)
    try:
        file = json.loads(args.record.read_text(encoding="utf-8"), object_pairs_hook=once)
        if (file["format"], file["version"]) != ("statenshus-record", 1):
            raise ValueError("ukjent format")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        print(f"Kan ikke lese {args.record}: {fault}", file=sys.stderr)
        return 2
    record = Record(file)
    try:
        record.walk()
        among = any(each.startswith(args.head.lower()) for each in record.hashes)
        must(among, f"hodet {args.head} er ikke i kjeden: ledd er kuttet av eller skrevet på nytt")
    except (Broken, LookupError, TypeError, AttributeError, ValueError) as fault:
        number, links = len(record.hashes), file.get("chain")
        link = links[number - 1] if isinstance(links, list) and number <= len(links) else None
        what = f", {NAMES.get(str(link.get('kind')))} {link.get('subject')}" if isinstance(link, dict) else ""
        why = fault if isinstance(fault, Broken) else f"det er ikke skrevet som det skal ({fault!r})"
        print(f"BRUTT ved ledd {number}{what}: {why}.")
        return 1
    links = len(record.hashes) - 1
    print(f"Kjeden er hel: {links} ledd. {record.votings} avstemninger er talt på nytt, og alle stemmer.")
    print(f"Tekster: {len(record.told - record.hidden)} er kontrollert, {len(record.hidden)} er unntatt og utelatt.")
    print(f"Hode: {record.hashes[-1]}")
    print("Sammenlign hodet med det som står på en protokoll du har fra før.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
