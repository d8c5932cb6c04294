"""The drawing of states and transitions in docs/queue.md, made from the table that decisions use.

``python -m hub.queue.drawing < docs/queue.md`` writes the document with the drawing as it is now.
"""

import sys

from hub.queue.transitions import ENDED, INITIAL, TRANSITIONS, VisitState

BEGIN = "<!-- drawn by hub.queue.drawing -->\n"
END = "<!-- end of the drawing -->\n"


def drawing() -> str:
    """Return the table as a Mermaid state diagram."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{state.value}" as {_name(state)}' for state in VisitState]
    lines.append(f"    [*] --> {_name(INITIAL)}: check in")
    lines += [
        f"    {_name(transition.source)} --> {_name(transition.target)}: {transition.step.value}"
        for transition in TRANSITIONS
    ]
    lines += [f"    {_name(state)} --> [*]" for state in VisitState if state in ENDED]
    return "\n".join([*lines, "```", ""])


def redrawn(document: str) -> str:
    """Return ``document`` with the drawing replaced. Raises ValueError where its marks are missing."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"The document has no place for the drawing: put {BEGIN!r} and {END!r} into it.")
    return f"{before}{BEGIN}{drawing()}{END}{after}"


def _name(state: VisitState) -> str:
    return state.name.lower()


if __name__ == "__main__":
    sys.stdout.write(redrawn(sys.stdin.read()))
