"""What a rule finds, and the account of a whole file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from quotecard.model import Place

ERROR, WARNING = "error", "warning"


class Finding(NamedTuple):
    """One thing to look at, where it stands, and what to write instead."""

    place: Place
    number: int
    """The quote's position in the file, from 1."""
    message: str
    suggestion: str = ""
    id: str = ""
    """The quote's id, where it has one."""
    rule: str = ""
    """Id of the rule; the table of rules sets it, as the severity."""
    severity: str = WARNING
    """error: the card cannot be drawn as asked; warning: it would look wrong."""

    def __str__(self) -> str:
        advice = f"; {self.suggestion}" if self.suggestion else ""
        name = self.id or self.number
        return f"{self.place}: {self.severity}: quote {name}: {self.message}{advice} [{self.rule}]"

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as `--json` prints it."""
        where = {"file": self.place.path, "line": self.place.line, "column": self.place.column}
        rest = {key: value for key, value in self._asdict().items() if key != "place"}
        return where | {key: rest[key] for key in _JSON_ORDER}


_JSON_ORDER = ("id", "number", "rule", "severity", "message", "suggestion")


class CheckReport(NamedTuple):
    """The findings of a file, in the order of its lines."""

    findings: tuple[Finding, ...]
    total: int
    """Items of the file, readable or not."""

    @property
    def errors(self) -> int:
        """Count the findings that are errors."""
        return sum(finding.severity == ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """Count the findings that are warnings."""
        return len(self.findings) - self.errors

    @property
    def return_code(self) -> int:
        """Return the exit code: 0 nothing found, 1 findings; an unreadable file (3) has no report."""
        return 1 if self.findings else 0

    def __str__(self) -> str:
        quotes = _with_plural(self.total, "quote")
        if not self.findings:
            return f"{quotes}: nothing to find fault with"
        return f"{quotes}: {_with_plural(self.errors, 'error')}, {_with_plural(self.warnings, 'warning')}"

    def as_dict(self) -> dict[str, Any]:
        """Return the report as `--json` prints it."""
        findings = [finding.as_dict() for finding in self.findings]
        return {"findings": findings, "errors": self.errors, "warnings": self.warnings}


def _with_plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
