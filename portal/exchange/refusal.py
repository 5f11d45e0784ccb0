"""Why something from outside is not taken in: a short stable word for programs, a sentence for the operator."""


class Refusal(Exception):
    """One item cannot be taken; others are not concerned. Operators read it, so it is in English."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason

    def __str__(self) -> str:
        """Return the sentence."""
        return self.reason
