"""What the index is asked for the words of a query."""

from __future__ import annotations

from izanau_protocol import text
from izanau_protocol.query import Piece
from izanau_protocol.text import Term


def terms(piece: Piece) -> list[Term]:
    """What the index is asked for a piece's words: every term must be found; in quotes words follow one another."""
    found = text.query_tokens(piece.value)
    if not piece.quoted:
        return found
    joined: list[Term] = []
    for term in found:
        if joined and joined[-1].prefix and term.prefix:
            joined[-1] = Term((*joined[-1].tokens, *term.tokens), prefix=True)
        else:
            joined.append(term)
    return [
        Term(term.tokens, prefix=term.prefix and len(term.tokens[-1]) == 1 and len(term.tokens) == 1) for term in joined
    ]


def phrase(term: Term) -> str:
    """A term as FTS5 is asked for it."""
    joined = " ".join(term.tokens).replace('"', '""')
    return f'"{joined}"' + (" *" if term.prefix else "")
