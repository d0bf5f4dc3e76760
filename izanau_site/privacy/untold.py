"""What of the site's tables is not in the holdings that a person is shown, column by column, each with the reason."""

from __future__ import annotations

from typing import Final

_KEEPS: Final = "a secret, or the hash of one: whoever read it could act in the person's name"
_FOLDED: Final = "the same words folded, to be found by"
_OF_THE_BODY: Final = "taken from the body, which is told"
_ORDER: Final = "the order in which feeds are read; it says nothing of the person"
_LOG: Final = "told in words under `access` (who, when, what and why) and, of what one did oneself, under `acts`"
_OTHERS: Final = "of other people's devices: told as numbers by recipient under `removals`"

UNTOLD: Final[dict[str, dict[str, str]]] = {
    "access": {
        **dict.fromkeys(("number", "low", "high", "head", "seal"), _LOG),
        "actor": "a pseudonym: companies are told by name, their members and support staff are not",
        "device": "told of one's own; the device of who looked is theirs",
        "subject": "a pseudonym: told as the kind of document",
    },
    "accounts": {
        **dict.fromkeys(("email_key", "name_key"), _FOLDED),
        "password_hash": _KEEPS,
        "policy_version": "the newest of `policies`",
        "erased": "set when nobody is left to be told",
        "profile": "the id of the profile, told there",
    },
    "bounces": {"account": "the person's own"},
    "changed": {
        "scope": "told of the person's own; in others' scopes under `access` and `disclosures`",
        "seq": _ORDER,
        "event": "told with its moment under `disclosures`",
        "device": "told of what one did oneself under `acts`; the devices of others are theirs",
    },
    "codes": {"hash": _KEEPS, "account": "the person's own"},
    "devices": {
        **dict.fromkeys(("access_hash", "refresh_hash", "spent_hash", "family_hash"), _KEEPS),
        "account": "the person's own",
    },
    "documents": {
        **dict.fromkeys(("account", "company", "job", "about", "state", "managed"), _OF_THE_BODY),
        "author": "the member of staff who made a correction: support staff are not named",
        "owner": "which colleague has taken an application or a task: a company's members are not named",
        "written": "others' writes move it: told is when the person's own view was written last",
    },
    "erasures": {
        "account": "the person's own, until the account is erased",
        "token_hash": _KEEPS,
        "masked": "written when the account is erased: who has the certificate reads it there",
        "erased": "written when the account is erased: who has the certificate reads it there",
        "cleared": "written when the account is erased: who has the certificate reads it there",
    },
    "feed": dict.fromkeys(
        ("scope", "id", "kind", "seq", "since", "lost", "view", "cause", "views"),
        "the documents once more, narrowed to who may see them: told as documents and by `GET /v1/scopes`",
    ),
    "files": dict.fromkeys(
        ("owner", "hash", "media_type", "data", "stored"), "the logo of a company, public with its page; of no person"
    ),
    "invitations": dict.fromkeys(
        ("account", "company", "jobs", "by", "made"),
        "gone once the person comes in; until then the account is nobody's who could ask",
    ),
    "letters": dict.fromkeys(
        ("id", "made", "words"), "the words of newsletters, the same for all readers: told with the mail that waits"
    ),
    "mailed": {"account": "the person's own"},
    "mails": {
        "account": "the person's own",
        "about": "the newsletter, told with its subject and words, or the hours that a notice tells of",
    },
    "notices": {"account": "the person's own"},
    "pseudonyms": {
        "subject": "the person's own documents",
        "pseudonym": "by it the log could be read beside who reads it for the person",
        "key": _KEEPS,
    },
    "pushes": {"account": "the person's own", "parts": "the answer once more, so that it can be given again"},
    "recalls": dict.fromkeys(("number", "erasure", "device", "scope", "recipient", "seq", "sent", "reached"), _OTHERS),
    "remains": dict.fromkeys(
        ("id", "kind", "account", "company", "job", "about"),
        "that a company deleted a note or a task of its own: those are not told while they are there either",
    ),
    "scopes": dict.fromkeys(("scope", "head", "floor"), _ORDER),
    "shown": {"device": "told with the device"},
    "site": dict.fromkeys(("name", "value"), "counters and settings of the site as a whole"),
    "unsubscribes": {"hash": _KEEPS, "account": "the person's own"},
}
"""Table → column → why it is not told. What stands in no line is told, and a test finds it in the answer."""
