"""What one took back and where it is still to arrive: devices of others that have not come by since, without naming people."""

from __future__ import annotations

from izanau_desktop.own_record import REMOVALS, Items
from izanau_desktop.shared import moments
from izanau_desktop.shared.privacy.asked import AskedCard
from izanau_desktop.shared.privacy.card import Around, Fact
from izanau_desktop.translation import tr
from izanau_protocol import wire


class RemovalCard(AskedCard[Items[wire.Holding]]):
    """A line for each whose devices are waited for."""

    icon = "refresh-cw"
    called = staticmethod(lambda: tr("Removal under way"))
    kinds = frozenset({"application", "account", "profile"})
    matter = REMOVALS

    def __init__(self, around: Around) -> None:
        super().__init__(
            tr("What you withdrew, hid or paused leaves every device with its next sync; a company's device that does"
               " not sync locks after 72 hours and is emptied after 14 days."),
            around,
        )  # fmt: skip

    def show_told(self, value: Items[wire.Holding]) -> None:
        """Those that are waited for."""
        waited = [one for one in value.items if one.waiting]
        self.lines.lay(waited, self._fact, tr("Nothing waits: it has arrived everywhere."))

    def _fact(self, one: wire.Holding) -> Fact:
        known = {"support staff": tr("Support staff"), "me": tr("My own devices")}
        who = known.get(one.recipient, one.recipient)
        told = tr("%n device(s) still to come", None, one.waiting)
        at = tr("last here {time}").format(time=moments.full(one.last, self.language)) if one.last else ""
        return Fact("monitor", who, told, at)
