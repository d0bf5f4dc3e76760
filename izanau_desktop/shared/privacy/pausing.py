"""Pausing: everything is hidden and no longer used, and nothing is deleted; until one resumes."""

from __future__ import annotations

from izanau_desktop.shared.privacy.card import Around, PrivacyCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Chip, button


class PauseCard(PrivacyCard):
    """Whether one's data is paused, what that does, and the way in and out."""

    icon = "circle-pause"
    called = staticmethod(lambda: tr("Pause"))
    kinds = frozenset({"account"})

    def __init__(self, around: Around) -> None:
        super().__init__(
            tr(
                "While paused, your profile is not public, companies no longer see your applications, your address or"
                " your messages, and your data is used for no purpose. Nothing is deleted."
            ),
            around,
        )
        self.state = Chip("")
        self.head.addWidget(self.state)
        self.deed = button("", deed=self._turn)
        self.add(self.deed)
        self._show(paused=self.desk.account.paused)

    def read(self) -> None:
        """Read whether it is paused."""
        desk = self.desk
        self.ask(lambda: desk.look_up().paused, lambda paused: self._show(paused=paused))

    def _show(self, *, paused: bool) -> None:
        self.state.set(tr("Paused"), "warn")
        self.state.setVisible(paused)
        self.deed.setText(tr("&Resume") if paused else tr("Pa&use"))
        self.deed.setAccessibleName(tr("Resume the use of my data") if paused else tr("Pause the use of my data"))

    def _turn(self) -> None:
        desk = self.desk
        paused = not desk.account.paused

        def work() -> None:
            desk.pause(paused=paused)
            desk.look_up()

        self.do(work, "account")
