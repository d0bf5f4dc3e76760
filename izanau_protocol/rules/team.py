"""Which members of a company see who applied for a job, asked by both ends before an application is somebody's."""

from __future__ import annotations

from izanau_protocol.canonical import Body


def sees_applicants(member: Body, job: Body) -> bool:
    """Whether a membership shows its member who applied: hiring managers see those of the jobs that name them."""
    managers = job.get("managers")
    named = isinstance(managers, list | tuple) and member.get("member") in managers
    return member.get("role") != "hiring_manager" or named
