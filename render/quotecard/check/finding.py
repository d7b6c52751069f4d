"""A finding of a rule, and the report on a whole file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from quotecard.model import Place

ERROR = "error"
"""Severity: the card cannot be drawn as requested."""
WARNING = "warning"
"""Severity: the card would look wrong, or is corrected while the file is not."""


class Finding(NamedTuple):
    """One thing to correct: its place, what is wrong, and what to write instead."""

    place: Place
    number: int
    """The quote's position in the file, from 1."""
    message: str
    suggestion: str = ""
    id: str = ""
    """The quote's id, if it has one."""
    rule: str = ""
    """Id of the rule; set from the table of rules, like the severity."""
    severity: str = WARNING
    """`ERROR` or `WARNING`."""

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
    """Number of items in the file, valid or not."""

    @property
    def errors(self) -> int:
        """Return the number of errors."""
        return sum(finding.severity == ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """Return the number of warnings."""
        return len(self.findings) - self.errors

    @property
    def return_code(self) -> int:
        """Return the exit code: 0 without findings, 1 with; a file that cannot be read (3) has no report."""
        return 1 if self.findings else 0

    def __str__(self) -> str:
        quotes = _with_plural(self.total, "quote")
        if not self.findings:
            return f"{quotes}: no problems found"
        return f"{quotes}: {_with_plural(self.errors, 'error')}, {_with_plural(self.warnings, 'warning')}"

    def as_dict(self) -> dict[str, Any]:
        """Return the report as `--json` prints it."""
        findings = [finding.as_dict() for finding in self.findings]
        return {"findings": findings, "errors": self.errors, "warnings": self.warnings}


def _with_plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
