"""The devices that are signed in to this account; any of them can be ended from here."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from izanau_desktop.own_record import DEVICES, Items
from izanau_desktop.shared import moments
from izanau_desktop.shared.privacy.asked import AskedCard
from izanau_desktop.shared.privacy.card import Around, Fact
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import button
from izanau_protocol import wire


class DevicesCard(AskedCard[Items[wire.Device]]):
    """Each device with the program on it and when it was last seen."""

    icon = "monitor"
    called = staticmethod(lambda: tr("My devices"))
    matter = DEVICES

    def __init__(self, around: Around) -> None:
        super().__init__(
            tr("Where you are signed in. A device that you end loses all of this account's data with its next sync."),
            around,
        )

    def show_told(self, value: Items[wire.Device]) -> None:
        """Each device a line."""
        self.lines.lay(value.items, self._fact)

    def _fact(self, device: wire.Device) -> Fact:
        deeds: list[QWidget] = []
        if not device.current:
            end = button(tr("End"), "danger", deed=partial(self._end, device.id))
            end.setAccessibleName(tr("End the session on %1").replace("%1", device.name))
            deeds.append(end)
        seen = tr("last seen {time}").format(time=moments.full(device.seen, self.language))
        since = tr("signed in {time}").format(time=moments.full(device.created, self.language))
        told = tr("this device") if device.current else seen
        return Fact("monitor", f"{device.name} · {device.client}", "", f"{told} · {since}", deeds=deeds)

    def _end(self, device: str) -> None:
        self.do(lambda: self.desk.end_device(device), then=self.ask_site)
