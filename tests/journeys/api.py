"""All that a site answers to one account, or to anyone, asked without the program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.journeys.cachefile import owners, secret


class Api:
    """The site, asked with the access token of whoever is signed in on a data folder; without one as a guest."""

    def __init__(self, url: str, env: Mapping[str, str], data_dir: Path | None = None) -> None:
        self.url = url
        found = [secret(env, owner, "access") for owner in owners(data_dir)] if data_dir else []
        self._token = next(filter(None, found), "")
        assert self._token or data_dir is None, "nobody is signed in there"

    def get(self, path: str, **query: object) -> tuple[int, str]:
        """Status and body of a GET."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        asked = Request(f"{self.url}{path}?{urlencode(query)}", headers=headers)
        try:
            with urlopen(asked, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def everything(self, *identities: str) -> str:
        """Every feed of the account, the public lists, and what is known of these ids by any name."""
        asked = [self.get(path, limit=1000) for path in ("/v1/jobs", "/v1/companies")]
        asked += [self.get(f"/v1/{kind}/{one}") for one in identities for kind in ("profiles", "jobs", "companies")]
        return "\n".join([*(body for _, body in asked), *self._feeds()])

    def _feeds(self) -> Iterator[str]:
        status, body = self.get("/v1/scopes")
        scopes = json.loads(body)["scopes"] if status == 200 else {}
        for scope in scopes:
            after, more = 0, True
            while more:
                status, page = self.get("/v1/feed", scope=scope, after=after)
                assert status == 200, page
                end = json.loads(page.splitlines()[-1])
                after, more = end["cursor"], end.get("more", False)
                yield page
