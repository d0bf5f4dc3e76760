"""Accounts: signing up and in, tokens, devices, passwords, deleting."""

from __future__ import annotations

from litestar import Response, delete, get, post
from litestar.background_tasks import BackgroundTask

from izanau_protocol import wire
from izanau_site.accounts import changing, devices, erasing, reset, signin, signup
from izanau_site.accounts import confirm as confirming
from izanau_site.accounts.caller import Caller
from izanau_site.api.access import ALWAYS, UNAGREED
from izanau_site.api.answers import NOTHING, Erasing, Items, Nothing
from izanau_site.api.body import Body
from izanau_site.site import Site


@post("/v1/signup", dto=Body[wire.SignUp], status_code=200, sync_to_thread=True, tags=["accounts"])
def sign_up(site: Site, address: str, data: wire.SignUp) -> wire.Session:
    """A seeker's account; alike whether the address is taken or not."""
    return signup.sign_up(site, data, address)


@post("/v1/signin", dto=Body[wire.SignIn], status_code=200, sync_to_thread=True, tags=["accounts"])
def sign_in(site: Site, address: str, data: wire.SignIn) -> wire.Session:
    """A session for this device."""
    return signin.sign_in(site, data, address)


@post("/v1/refresh", dto=Body[wire.Refresh], status_code=200, opt=ALWAYS, sync_to_thread=True, tags=["accounts"])
def refresh(site: Site, data: wire.Refresh) -> wire.Session:
    """A new pair of tokens; each refresh token is good once."""
    return signin.refresh(site, data.refresh)


@post("/v1/signout", status_code=200, opt=ALWAYS, sync_to_thread=True, tags=["accounts"])
def sign_out(site: Site, caller: Caller) -> Nothing:
    """End this device's session."""
    signin.sign_out(site, caller)
    return NOTHING


@post("/v1/confirm", dto=Body[wire.Code], status_code=200, sync_to_thread=True, tags=["accounts"])
def confirm(site: Site, address: str, data: wire.Code) -> Nothing:
    """Confirm the e-mail address, or a new one in its place, with the code from the mail."""
    confirming.confirm(site, data.code, address)
    return NOTHING


@post("/v1/confirm/resend", status_code=200, opt=UNAGREED, sync_to_thread=True, tags=["accounts"])
def resend(site: Site, caller: Caller) -> Nothing:
    """Mail a new code."""
    confirming.resend(site, caller)
    return NOTHING


@post("/v1/reset", dto=Body[wire.Address], status_code=200, sync_to_thread=True, tags=["accounts"])
def ask_reset(site: Site, address: str, data: wire.Address) -> Response[Nothing]:
    """Mail a code for a new password if there is such an account; alike, and as fast, if not."""
    reset.ask(site, data.email, address)
    return Response(NOTHING, background=BackgroundTask(reset.carry_out, site, data.email))


@post("/v1/reset/finish", dto=Body[wire.NewPassword], status_code=200, sync_to_thread=True, tags=["accounts"])
def finish_reset(site: Site, address: str, data: wire.NewPassword) -> Nothing:
    """Set the new password; ends every session."""
    reset.finish(site, data, address)
    return NOTHING


@post("/v1/password", dto=Body[wire.ChangePassword], status_code=200, sync_to_thread=True, tags=["accounts"])
def change_password(site: Site, caller: Caller, data: wire.ChangePassword) -> Nothing:
    """Set a new password with the old one; ends every other session."""
    reset.change(site, caller, data)
    return NOTHING


@post("/v1/email", dto=Body[wire.ChangeAddress], status_code=200, sync_to_thread=True, tags=["accounts"])
def change_address(site: Site, caller: Caller, data: wire.ChangeAddress) -> Nothing:
    """Mail a link to a new e-mail address; alike whether it is taken or not, and nothing changes until it is used."""
    changing.ask(site, caller, data)
    return NOTHING


@delete("/v1/email", status_code=200, opt=UNAGREED, sync_to_thread=True, tags=["accounts"])
def keep_address(site: Site, caller: Caller) -> Nothing:
    """Withdraw the change of the e-mail address that waits for its link; the address stays."""
    changing.withdraw(site, caller)
    return NOTHING


@get("/v1/devices", opt=ALWAYS, sync_to_thread=True, tags=["accounts"])
def list_devices(site: Site, caller: Caller) -> Items[wire.Device]:
    """The devices that are signed in."""
    return Items(devices.every(site, caller))


@delete("/v1/devices/{device:str}", status_code=200, opt=ALWAYS, sync_to_thread=True, tags=["accounts"])
def end_device(site: Site, caller: Caller, device: str) -> Nothing:
    """End the session of one of one's own devices."""
    devices.end(site, caller, device)
    return NOTHING


@post("/v1/erase", dto=Body[wire.Erase], status_code=200, opt=ALWAYS, sync_to_thread=True, tags=["accounts"])
def erase(site: Site, caller: Caller, data: wire.Erase) -> Erasing:
    """Delete the account, after the grace or now."""
    return Erasing(erasing.erase(site, caller, data))


@post("/v1/keep", status_code=200, opt=ALWAYS, sync_to_thread=True, tags=["accounts"])
def keep(site: Site, caller: Caller) -> Nothing:
    """End the grace of deletion: everything is as it was."""
    erasing.keep(site, caller)
    return NOTHING


HANDLERS = (
    erase,
    keep,
    sign_up,
    sign_in,
    refresh,
    sign_out,
    confirm,
    resend,
    ask_reset,
    finish_reset,
    change_password,
    change_address,
    keep_address,
    list_devices,
    end_device,
)
