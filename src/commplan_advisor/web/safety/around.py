"""All that stands around the pages and the interface for programs, in the order in which a request passes it."""

from __future__ import annotations

from fastapi import FastAPI

from commplan_advisor.web.api.versions import ToldVersion
from commplan_advisor.web.safety.accidents import ContainedAccidents
from commplan_advisor.web.safety.bodies import BoundedBodies
from commplan_advisor.web.safety.bodiless import BodilessAnswers
from commplan_advisor.web.safety.durations import LimitedDurations
from commplan_advisor.web.safety.headers import SafeHeaders
from commplan_advisor.web.safety.heads import BoundedHeads
from commplan_advisor.web.safety.hosts import KnownHosts
from commplan_advisor.web.safety.kinds import OnlyRequests
from commplan_advisor.web.safety.logins import Locked, Logins
from commplan_advisor.web.safety.rates import LimitedRate
from commplan_advisor.web.safety.refusing import Refuse
from commplan_advisor.web.settings import Settings


def guard(app: FastAPI, settings: Settings, refuse: Refuse, logins: Logins | None) -> None:
    """Put the guards around the app; a request meets the last of them first."""
    app.add_middleware(LimitedDurations, refuse=refuse, seconds=settings.timeout)
    app.add_middleware(BoundedBodies, refuse=refuse, seconds=settings.timeout)
    if logins is not None:
        app.add_middleware(Locked, refuse=refuse, logins=logins)
    app.add_middleware(LimitedRate, refuse=refuse)
    app.add_middleware(KnownHosts, refuse=refuse, hosts=settings.hosts)
    app.add_middleware(BoundedHeads, refuse=refuse)
    app.add_middleware(ContainedAccidents, refuse=refuse)
    app.add_middleware(ToldVersion)
    app.add_middleware(SafeHeaders)
    app.add_middleware(BodilessAnswers)
    app.add_middleware(OnlyRequests)
