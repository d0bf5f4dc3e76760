"""The address of a site as people write it, and that nothing secret goes over an open line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_desktop.address import site_address
from izanau_desktop.sync.site import Site
from izanau_protocol.problems import Refused


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("izanau.example", "https://izanau.example"),
        ("  https://izanau.example/ ", "https://izanau.example"),
        ("https://izanau.example/japan/", "https://izanau.example/japan"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_address_is_taken_as_people_write_it(written: str, asked: str) -> None:
    assert site_address(written) == asked


@pytest.mark.parametrize(
    "written",
    ["", "   ", "https://", "ftp://izanau.example", "two words", "https://a:b@x.example", "https://x:port", "x?y"],
)
def test_what_is_no_address_is_said(written: str) -> None:
    with pytest.raises(Refused) as refused:
        site_address(written)
    assert (refused.value.problems[0].code, refused.value.problems[0].field) == ("not_a_site", "site")


@pytest.mark.parametrize("written", ["http://izanau.example", "http://10.0.0.7:8080", "http://localhost.example"])
def test_no_password_goes_to_another_computer_in_the_open(written: str) -> None:
    with pytest.raises(Refused) as refused:
        Site(written)
    assert refused.value.problems[0].code == "site_in_clear"


@given(st.text())
def test_any_text_is_an_address_or_a_problem(written: str) -> None:
    try:
        found = site_address(written)
    except Refused:
        return
    assert site_address(found) == found
    assert found.startswith(("https://", "http://"))
