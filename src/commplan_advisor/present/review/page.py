"""A review of a running plan as a page: in short, what was measured, what to do with each action, what changes (format 7.1–7.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from commplan_advisor.advice.words import number
from commplan_advisor.common.text import Language
from commplan_advisor.present.blocks import Block, Bullets, Heading, Labelled, Node, Paragraph, Table, Tree
from commplan_advisor.present.report import shown_day
from commplan_advisor.present.review.words import say
from commplan_advisor.running.review.courses import Course
from commplan_advisor.running.review.plan import Change, Decision, Difference, PlanAction, PlanVersion
from commplan_advisor.running.review.review import Gauged, Review

_DECISIONS = ("stop", "change", "speed_up", "", "keep")
_UNKNOWN = ("not_measured", "first_value", "before_start", "no_aim", "no_direction", "no_number")
_DAYS = ("start", "due")
_SEVERAL = 2
_BECAME = ("new", "gone", "open", "still")


def review_page(review: Review, *, commands: bool = True) -> Iterator[Block]:
    """The page.

    Args:
        review: to tell.
        commands: whether it is read by somebody who types commands; else none is named.
    """
    language = review.language
    yield Heading(1, say("title", language, municipality=review.municipality, day=shown_day(review.day, language)))
    yield from _short(review, commands=commands)
    yield from _measurements(review)
    yield from _decisions(review)
    if review.points:
        yield Heading(2, say("points", language))
        yield Bullets(tuple(dict.fromkeys(one.words for one in review.points)))
    yield from _problems(review)
    yield from _changes(review.changes, language)
    yield Heading(2, say("next", language))
    if review.next_checks:
        rows = tuple((shown_day(one.day, language), one.title) for one in review.next_checks)
        yield Table((say("when", language), say("what", language)), rows)
    else:
        yield Paragraph(say("no_next", language))


def adopted_page(version: PlanVersion) -> Iterator[Block]:
    """A plan that was just adopted: its actions and its dates."""
    language = version.language
    yield Heading(1, say("adopted_title", language, municipality=version.municipality))
    yield Paragraph(say("adopted", language, day=shown_day(version.start, language), count=len(version.actions)))
    heads = tuple(say(name, language) for name in ("action", "name", "start_head", "due_head"))
    rows = tuple((one.title, one.id, shown_day(one.start, language), shown_day(one.due, language)) for one in version.actions)
    yield Table(heads, rows)
    yield Heading(2, say("next", language))
    checks = tuple((shown_day(one.day, language), one.title) for one in version.checks)
    yield Table((say("when", language), say("what", language)), checks)
    yield Paragraph(say("how_on", language))


def version_page(version: PlanVersion) -> Iterator[Block]:
    """A version of a plan as it was kept: its actions and dates, and what became otherwise with it."""
    language = version.language
    yield Heading(1, say("version_title", language, municipality=version.municipality, number=version.number))
    kept, start = (shown_day(one, language) for one in (version.kept_on, version.start))
    yield Paragraph(say("kept_version", language, day=kept, start=start))
    yield Paragraph(say("receipt", language, book=version.rules.name, version=version.rules.version))
    yield Heading(2, say("actions_head", language))
    heads = tuple(_capital(say(name, language)) for name in ("action", "priority", "state_head", "start_head", "due_head"))
    yield Table(heads, tuple(_planned(one, language) for one in version.actions))
    if version.moments:
        yield Heading(2, say("moments_head", language))
        days = ((shown_day(one.day, language) if one.day else say("no_day", language), one.title) for one in version.moments)
        yield Table((say("when", language), say("what", language)), tuple(days))
    yield Heading(2, say("next", language))
    checks = tuple((shown_day(one.day, language), one.title) for one in version.checks)
    yield Table((say("when", language), say("what", language)), checks)
    if version.number > 1:
        yield from _changes(version.changes, language, title="changed_since")


def _planned(one: PlanAction, language: Language) -> tuple[str, ...]:
    return (
        one.title,
        say(one.priority, language),
        say(one.state, language),
        shown_day(one.start, language),
        shown_day(one.due, language),
    )


# -- in short --------------------------------------------------------------------------------------------------------------------------


def _short(review: Review, *, commands: bool) -> Iterator[Block]:
    language = review.language
    runs = "to_begin" if review.start > review.day else {0: "begins", 1: "runs_one"}.get(review.months, "runs")
    lines = [say(runs, language, start=shown_day(review.start, language), months=review.months)]
    if review.version:
        lines.append(say("version", language, number=review.version, day=shown_day(review.kept_on, language)))
    else:
        lines.append(say("no_version", language))
        if commands:
            lines.append(say("adopt_by_command", language))
    if review.moment != "none":
        lines.append(say(review.moment, language))
    if review.rules_changed:
        lines.append(say("rules_changed", language))
    lines.append(say("receipt", language, book=review.rule_book[0], version=review.rule_book[1]))
    states: Counter[str] = Counter(one.state for one in review.decisions)
    told = _counted(states, ("done", "started", "planned", "dropped"), language)
    verdicts = Counter(_verdict(one.course, language) for one in review.indicators if one.course.verdict != "unknown")
    measured = ", ".join(f"{count} {words}" for words, count in sorted(verdicts.items()))
    yield Heading(2, say("short", language))
    yield Paragraph(" ".join(lines))
    yield Bullets(
        (
            say("counts", language, told=told or "0"),
            say("measured", language, told=measured) if measured else say("nothing_measured", language),
            *_decided_in_short(review.decisions, language),
        )
    )


def _counted(counts: Counter[str], names: Iterable[str], language: Language) -> str:
    return ", ".join(f"{counts[name]} {say(name, language)}" for name in names if counts[name])


def _decided_in_short(decisions: Sequence[Decision], language: Language) -> Iterator[str]:
    """How many actions get each decision; nothing when there is none to decide about."""
    counts = Counter(one.decision for one in decisions if one.state != "done")
    parts = [f"{say(name or 'undecided', language)}: {counts[name]}" for name in _DECISIONS if counts[name]]
    if parts:
        yield ". ".join(parts) + "."


# -- what was measured -----------------------------------------------------------------------------------------------------------------


def _measurements(review: Review) -> Iterator[Block]:
    language = review.language
    shown = [one for one in review.indicators if one.course.last is not None]
    yield Heading(2, say("indicators", language))
    if shown:
        names = ("indicator", "first", "last", "expected", "aim", "verdict", "trend")
        rows = tuple(_row(one, language) for one in shown)
        kept = [index for index in range(len(names)) if any(row[index] for row in rows)]
        yield Table(tuple(say(names[index], language) for index in kept), tuple(tuple(row[index] for index in kept) for row in rows))
    small = [one for one in shown if one.small and one.course.last]
    if small:
        details = "; ".join(say("small_one", language, title=one.title, n=one.course.last.n if one.course.last else 0) for one in small)
        yield Paragraph(say("small", language, details=details))
    lines = []
    for why in _UNKNOWN:
        titles = [one.title for one in review.indicators if one.course.why_unknown == why]
        if titles:
            lines.append((say(why, language), "; ".join(titles)))
    if lines:
        yield Labelled(tuple(lines))


def _row(one: Gauged, language: Language) -> tuple[str, ...]:
    course = one.course
    last = _number(course.last.value if course.last else None, one.unit, language)
    aim = _number(course.aim, one.unit, language)
    return (
        one.title + ("*" if one.small else ""),
        _number(course.baseline, one.unit, language),
        last,
        _number(course.expected, one.unit, language),
        aim,
        _verdict(course, language),
        say(course.trend, language) if course.trend else "",
    )


def _verdict(course: Course, language: Language) -> str:
    words = say(course.verdict, language)
    return words if course.certain or course.verdict == "unknown" else say("maybe", language, verdict=words)


def _number(value: float | None, unit: str, language: Language) -> str:
    """A number with its unit; of what was reckoned one decimal is enough."""
    if value is None:
        return ""
    return number(round(value, 1), language) + (f" {unit}" if unit else "")


# -- what to do ------------------------------------------------------------------------------------------------------------------------


def _decisions(review: Review) -> Iterator[Block]:
    language = review.language
    if not review.decisions:
        return
    yield Heading(2, say("decisions", language))
    for name in _DECISIONS:
        found = [one for one in review.decisions if one.decision == name]
        if not found:
            continue
        yield Heading(3, say("counted", language, decision=say(name or "undecided", language), count=len(found)))
        if name == "keep":
            yield Tree(tuple(_kept(found, language)))
        else:
            yield Tree(tuple(Node("", one.title, tuple(Node("", words) for words in _told(one, language))) for one in found))


def _kept(decisions: Sequence[Decision], language: Language) -> Iterator[Node]:
    """The actions that are kept, together by their reason."""
    by_reason: dict[str, list[Decision]] = {}
    for one in decisions:
        by_reason.setdefault(" ".join(because.words for because in one.because), []).append(one)
    for words, ones in by_reason.items():
        yield Node("", words, tuple(Node("", _with_measure(one, language)) for one in ones))


def _with_measure(one: Decision, language: Language) -> str:
    if not one.measure or one.state == "done" or one.course:
        return one.title
    return f"{one.title} ({say('measure', language, told='; '.join(one.measure))})"


def _told(one: Decision, language: Language) -> Iterator[str]:
    yield from (because.words for because in one.because)
    if not one.decision:
        told = ", ".join(say(name, language).lower() for name in one.maybe)
        yield say("perhaps", language, told=told) if told else say("no_rule", language)


def _problems(review: Review) -> Iterator[Block]:
    language = review.language
    if not any(one.became != "still" for one in review.problems):
        return
    yield Heading(2, say("problems", language))
    lines = []
    for became in _BECAME:
        titles = [one.title for one in review.problems if one.became == became]
        if titles:
            lines.append((say(f"{became}_problem", language), "; ".join(titles)))
    yield Labelled(tuple(lines))


# -- what changes ----------------------------------------------------------------------------------------------------------------------


def _changes(changes: Sequence[Change], language: Language, title: str = "plan") -> Iterator[Block]:
    yield Heading(2, say(title, language))
    if not any(one.happened in ("new", "changed", "withdrawn") for one in changes):
        yield Paragraph(say("nothing", language))
    for happened in ("withdrawn", "new", "changed"):
        found = [one for one in changes if one.happened == happened]
        if found:
            yield Heading(3, say("counted", language, decision=say(happened, language), count=len(found)))
            shared = _shared(found)
            if shared:
                yield Paragraph(say("all_because", language, told=" ".join(shared)))
            yield Tree(tuple(Node("", one.title, tuple(_below(one, shared, language))) for one in found))
    for happened in ("kept", "done"):
        titles = [one.title for one in changes if one.happened == happened]
        if titles:
            name = say("counted", language, decision=_capital(say(happened, language)), count=len(titles))
            yield Labelled(((name, "; ".join(titles)),))


def _shared(changes: Sequence[Change]) -> list[str]:
    """The reasons that several changes all have: they are told once."""
    if len(changes) < _SEVERAL:
        return []
    first, *rest = ([one.words for one in change.why] for change in changes)
    return [words for words in dict.fromkeys(first) if all(words in other for other in rest)]


def _below(change: Change, shared: Sequence[str], language: Language) -> Iterator[Node]:
    days = {one.part: one for one in change.differences if one.part in _DAYS}
    yield from (Node(_part(one, language), _from_to(one, language)) for one in change.differences if one.part not in days)
    if days:
        yield Node(say("days" if len(days) == len(_DAYS) else next(iter(days)), language), _days(days, language))
    yield from (Node(say("because", language), words) for words in dict.fromkeys(one.words for one in change.why) if words not in shared)


def _days(found: Mapping[str, Difference], language: Language) -> str:
    """The days of an action as they were and are."""
    was, is_ = (
        say("until", language).join(shown_day(date.fromisoformat(getattr(one, side)), language) for one in found.values())
        for side in ("before", "after")
    )
    return say("was", language, before=was, after=is_)


def _part(one: Difference, language: Language) -> str:
    return say("title_part" if one.part == "title" else one.part, language)


def _from_to(one: Difference, language: Language) -> str:
    before, after = one.before, one.after
    if one.part == "priority":
        before, after = say(before, language), say(after, language)
    nothing = say("nothing_there", language)
    return say("from_to", language, before=before or nothing, after=after or nothing)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
