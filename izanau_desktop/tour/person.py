"""Who the story is about: a made-up person, and what is typed where."""

from __future__ import annotations

from typing import Final

NAME: Final = "Maja Lindqvist"
READING: Final = "マヤ・リンドクヴィスト"
EMAIL: Final = "maja.lindqvist@story.example"
PASSWORD: Final = "winter-Lake-73-birch"  # noqa: S105 - a made-up person's
WRONG_BIRTHDAY: Final = "1994-03-12"
BIRTHDAY: Final = "1994-03-21"

SECTIONS: Final[tuple[tuple[str, tuple[tuple[tuple[str, str], ...], ...]], ...]] = (
    ("Name", ((("Full name", NAME), ("Reading (katakana)", READING)),)),
    ("Birthday", ((("Birthday", WRONG_BIRTHDAY),),)),
    ("Country of citizenship", ((("Country of citizenship", "Sweden"),),)),
    ("Country of residence", ((("Country of residence", "Japan"),),)),
    ("Visa availability", ((("Status of residence", "Student"), ("Period of stay ends", "2028-03-31")),)),
    (
        "Languages",
        (
            (("Language", "Swedish"), ("Level", "Native")),
            (("Language", "Japanese"), ("Level", "JLPT N2")),
            (("Language", "English"), ("Level", "C1")),
        ),
    ),
    (
        "Academic background",
        (
            (
                ("School", "Uppsala University"),
                ("Degree", "Master"),
                ("Field of study", "Hydrology"),
                ("From", "2013-09"),
                ("Until", "2018-06"),
                ("Description", "A thesis on meltwater in Dalarna."),
            ),
        ),
    ),
    (
        "Work experience",
        (
            (
                ("Company", "Norrvatten AB"),
                ("Job title", "Water engineer"),
                ("From", "2018-08"),
                ("Until", "2023-12"),
                ("What you did", "Measured and modelled 40 lakes."),
            ),
        ),
    ),
    ("Skills", ((("Skill", "Hydrological modelling"), ("Level", "expert"), ("Years", "6")),)),
    ("Hobbies", ((("Hobbies", "Ice skating on lakes, choir."),),)),
)
"""Section, its entries, and for each the fields by their names with what is typed."""

PROSE: Final = frozenset({"Description", "What you did", "Hobbies"})


def is_as_typed(profile: dict[str, object]) -> bool:
    """Return whether a profile as the command prints it holds all that was typed."""
    words = str(profile)
    typed = (NAME, READING, WRONG_BIRTHDAY, "'SE'", "'JP'", "2028-03-31", "JLPT N2", "C1", "Uppsala University")
    more = ("2018-06", "Norrvatten AB", "Water engineer", "40 lakes", "Hydrological modelling", "choir")
    return all(one in words for one in (*typed, *more))
