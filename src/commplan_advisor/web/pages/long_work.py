"""Work for a request that takes seconds: others go first in between, and it ends when nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from commplan_advisor.web.advisor import BusyError
from commplan_advisor.web.pages.site import Site


def making_way(site: Site) -> Callable[..., None]:
    """What long work calls after each step, in a turn that is not inside another; whatever it tells is not looked at.

    Raises:
        BusyError: when called after the time that a request may take.
    """
    begun = monotonic()

    def step(*_: object) -> None:
        if monotonic() - begun > site.settings.timeout:
            raise BusyError
        site.advisor.make_way()

    return step
