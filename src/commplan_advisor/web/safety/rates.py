"""How often somebody may ask: everyone has a bucket from which each request takes something and that fills up again by itself."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from commplan_advisor.web.safety.addresses import HERE, sender_of
from commplan_advisor.web.safety.refusing import Refuse

_MOST_BUCKETS = 10_000
"""Of so many senders it is remembered how full their buckets are: of those that asked last."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often.

    Attributes:
        at_once: so many requests one after another.
        each_second: so many come free each second after that.
    """

    at_once: float
    each_second: float


ELSEWHERE = Rate(200, 20)
"""For each other computer: a page with all that belongs to it takes a few requests."""
ON_THIS_COMPUTER = Rate(20_000, 5_000)
"""Whoever is on this computer can keep it busy anyway; this stops only what runs wild."""


class Buckets:
    """How much everybody may still ask.

    Args:
        rate: of one sender.
        clock: seconds that only go up.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, sender: str) -> float:
        """Take one for a request: 0 when that could be done, or else the seconds until it can."""
        left, now = self._now(sender)
        enough = left >= 1
        self._left[sender] = (left - 1 if enough else left, now)
        self._left.move_to_end(sender)
        while len(self._left) > _MOST_BUCKETS:
            self._left.popitem(last=False)
        return 0 if enough else (1 - left) / self._rate.each_second

    def give_back(self, sender: str) -> None:
        """Undo what was taken for a request that turned out to be fine."""
        left, now = self._now(sender)
        self._left[sender] = (min(self._rate.at_once, left + 1), now)

    def _now(self, sender: str) -> tuple[float, float]:
        now = self._clock()
        left, then = self._left.get(sender, (self._rate.at_once, now))
        return min(self._rate.at_once, left + (now - then) * self._rate.each_second), now


class LimitedRate:
    """Refuses who asks too often with the code 429, and says when to come back."""

    def __init__(self, app: ASGIApp, refuse: Refuse, elsewhere: Rate = ELSEWHERE, here: Rate = ON_THIS_COMPUTER) -> None:
        self._app, self._refuse = app, refuse
        self._elsewhere, self._here = Buckets(elsewhere), Buckets(here)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        sender = sender_of(scope)
        wait = (self._here if sender == HERE else self._elsewhere).wait(sender)
        if wait:
            await too_often(self._refuse, scope, wait)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def too_often(refuse: Refuse, scope: Scope, wait: float) -> Response:
    """The answer to who asks too often."""
    seconds = max(1, ceil(wait))
    return refuse(Request(scope), 429, "too_often", headers={"Retry-After": str(seconds)}, seconds=seconds)
