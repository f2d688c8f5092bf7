"""Names of columns in the queries: plain words that every SQL engine takes, each once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256

LONGEST = 60
"""Some engines cut names off after 63 characters."""
_OTHER = re.compile(r"[^A-Za-z0-9_]+")


@dataclass
class Names:
    """Gives each thing a name of its own, the same for the same things.

    Attributes:
        given: the names so far, by what they name.
    """

    given: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def of(self, path: str) -> str:
        """The name of what a path names, such as `situation__register__exists` for `situation.register.exists`."""
        found = self.given.get(path)
        if found is None:
            found = self.given[path] = self._free(path)
        return found

    def _free(self, path: str) -> str:
        name = _OTHER.sub("_", path.replace(".", "__").replace("@", "__of__"))
        if len(name) > LONGEST or name in self._taken:
            name = f"{name[: LONGEST - 9]}_{sha256(path.encode()).hexdigest()[:8]}"
        self._taken.add(name)
        return name
