"""contact: the contact form, signed in or out."""

from __future__ import annotations

import click
import msgspec

from izanau_desktop.command import given
from izanau_desktop.command.given import TEXT
from izanau_desktop.command.program import verb
from izanau_desktop.command.session import session
from izanau_protocol import codes, wire
from izanau_protocol.fields import Words


@verb()
@click.argument("text", type=TEXT)
@click.option("--email", default="", metavar="E", help="Where the answer goes, if you are not signed in.")
@click.option("--name", default="", help="Your name, if you are not signed in.")
@click.option("--topic", type=click.Choice([*codes.table("topic")]), default="other", show_default=True)
def contact(text: str, email: str, name: str, topic: str) -> None:
    """Write to the people who run the site; works signed out too."""
    now = session()
    given.refuse_blank(text)
    if not now.signed_in() and not email and given.may_ask():
        email = given.asked("", "--email", Words("E-mail address", "メールアドレス").of(now.language))
    past = now.desk().form_past_sync(text, topic, now.language) if now.signed_in() and not email else None
    if now.signed_in() and not email and past is None:
        identity = now.desk().contact(text, topic)
        now.tell.document({"id": identity, "pending": True}, identity)
        return
    with now.guest() as site:
        form = past or wire.ContactForm(text, email, name, topic, now.language)
        told = msgspec.json.decode(site.post("/v1/contact", form).body, type=dict[str, object])
    now.tell.document({**told, "pending": False}, f"{told.get('number', '')}")
