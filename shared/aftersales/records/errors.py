"""Errors typed by what the queue should do with them.

AfterSalesError
├── RejectedError     the sender is at fault; kept, counted, never retried (4xx at the door)
└── UnavailableError  a service is away; a retry helps (503 at the door, batch item failure in a queue)

Anything else that is raised is a bug of ours: 500, dead-letter queue, alarm.
"""


class AfterSalesError(Exception):
    """Root of the errors that this package raises on purpose; `reason` is a stable code, never a customer's word."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep the code and an optional detail that names fields, never their contents."""
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class RejectedError(AfterSalesError):
    """What was sent cannot be used, and sending it again would not help."""


class UnavailableError(AfterSalesError):
    """A service we need did not answer; the same call may work later."""


def code_of(error: Exception) -> str:
    """Name an error for a log line without its words: our own by reason, a missing package by name, the rest by type."""
    if isinstance(error, AfterSalesError):
        return str(error)
    if isinstance(error, ModuleNotFoundError):
        return f"ModuleNotFoundError: {error.name}"
    return type(error).__name__
