"""Asking a person at a terminal for what a command line lacks."""

from __future__ import annotations

from typing import Final

import click

from izanau_protocol.fields import Words

QUESTIONS: Final = {
    "ID": Words("Id", "ID"),
    "JOB_ID": Words("Id of the job", "求人のID"),
    "APPLICATION_ID": Words("Id of the application", "応募のID"),
    "COMPANY_ID": Words("Id of the company", "企業のID"),
    "EMAIL": Words("E-mail address", "メールアドレス"),
    "NAME": Words("Name", "氏名"),
    "MEMBER": Words("Id or name of the member", "メンバーのIDか氏名"),
    "ROLE": Words("Role", "役割"),
    "--role": Words("Role", "役割"),
    "PATH": Words("Field (such as name.full)", "項目（例: name.full）"),
    "VALUE": Words("Value", "値"),
    "TEXT": Words("Text", "本文"),
    "FILE": Words("File", "ファイル"),
    "KIND": Words("Kind of record", "記録の種類"),
    "QUERY": Words("Search for", "検索する言葉"),
    "STAGE": Words("Stage", "段階"),
    "SHELL": Words("Shell", "シェル"),
    "--reason": Words("Reason (the owner can read it)", "理由（本人も読めます）"),
    "--reason CODE": Words(
        "Reason of your company (`izanau reason` lists them)", "自社の理由（`izanau reason` で一覧）"
    ),
}
"""The words of the questions, by the name in the usage; of an option with its value, where others of its name mean another."""


def question(name: str, language: str) -> str:
    """What a person is asked for."""
    known = QUESTIONS.get(name)
    return known.of(language) if known else name


def completed(words: list[str], lacking: click.Parameter, context: click.Context, language: str) -> list[str]:
    """The words of the command line with what a person answered for the parameter that they lack."""
    option = lacking.opts[-1] if isinstance(lacking, click.Option) else ""
    name = option or lacking.make_metavar(context).strip("[]").partition("|")[0].partition("{")[0] or lacking.name or ""
    if not option and isinstance(lacking.type, click.Choice):
        name = str(lacking.name).upper()
    choices = f" ({', '.join(map(str, lacking.type.choices))})" if isinstance(lacking.type, click.Choice) else ""
    whole = f"{option} {lacking.metavar}" if option else name
    answer = str(click.prompt(question(whole if whole in QUESTIONS else name, language) + choices, err=True))
    if option:
        return [f"{option}={answer}", *words]
    return [*words, *([] if "--" in words else ["--"]), answer]
