"""What reading gives: the source text of a letter with what is known of the file it came from."""

from dataclasses import dataclass


class UnreadableError(Exception):
    """A file that is no letter we can read; the message names what is wrong and what to do."""


@dataclass(frozen=True)
class Source:
    """A letter as it came: `text` is the decoded input with newlines read as `\\n`, otherwise untouched."""

    path: str | None
    media_type: str
    sha256: str
    text: str
    pages: int | None
    """How many pages the source has, where it tells."""
