"""What the site mails, to whom and how often (policy 4.1; Specified E-mail Act; RFC 8058): by a mail server and a clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.journeys.sink import Mail
from tests.journeys.waiting import wait_until
from tests.privacy.canaries import canary, full_name
from tests.privacy.naming import new_id
from tests.privacy.person import Person
from tests.privacy.stage import Stage, stage

OPERATOR, ADDRESS, URL = "Umi Works Inc.", "1-2-3 Kita, Osaka 530-0001, Japan", "https://izanau.example"
CHOSEN = ("newsletter", "jobs", "updates")
TAGS = {*CHOSEN, "security", "service", "notices"}
WORDS = {
    "newsletter": "Mail me this site's newsletter, at most once a week",
    "jobs": "Mail me new jobs that fit my criteria, at most once a day",
    "updates": "Mail me a reminder to check my profile, at most once every 90 days",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A site whose operator is named, as such mails need it."""
    folder = tmp_path_factory.mktemp("mail")
    with stage(folder, operator=OPERATOR, operator_address=ADDRESS, public_url=URL) as made:
        yield made


def choose(person: Person, *purposes: str) -> None:
    """Switch purposes on, each by a consent to its words."""
    consents = [person.consent("purpose", purpose=one, words=WORDS[one]) for one in purposes]
    person.done(*consents, person.part("account", person.account, {"purposes": dict.fromkeys(purposes, True)}))


def refuse(person: Person, *purposes: str) -> None:
    """Switch purposes off."""
    person.change("account", person.account, {"purposes": dict.fromkeys(purposes)})


def send_letter(place: Stage) -> str:
    """Have the operator send a newsletter of its own words, and return a word that stands in both languages of it."""
    word, file = f"word{new_id()[:8]}", place.folder / f"{new_id()}.md"
    front = "---\nlanguage: {}\nsubject: {} {}\n---\n# {}\n\n[{}](https://izanau.example/jobs)\n"
    parts = (front.format("en", "News", word, "News", word), front.format("ja", "お知らせ", word, "お知らせ", word))
    file.write_text("".join(parts), encoding="utf-8")
    sent = place.site.run("mail", "send", "newsletter", str(file))
    assert sent.exit == 0, sent.stderr
    return word


def got(place: Stage, person: Person, *purposes: str) -> list[Mail]:
    """The mails to a person with one of these tags, oldest first."""
    return [mail for mail in place.sink.to(person.email) if mail.message["X-Izanau-Purpose"] in purposes]


def html_of(mail: Mail) -> str:
    """The HTML of a mail; empty where it has none."""
    part = mail.message.get_body(("html",))
    return str(part.get_content()) if part else ""


def link_of(mail: Mail) -> str:
    """The path of the link that ends the purpose of a mail, as a mail program reads it out of the header."""
    found = re.fullmatch(rf"\s*<{re.escape(URL)}(/\S+)>\s*", str(mail.message["List-Unsubscribe"]))
    assert found, mail.message["List-Unsubscribe"]
    return found[1]


def is_on(person: Person, purpose: str) -> bool:
    """Whether the person's own switch is on."""
    return bool(person.view(person.account).get("purposes", {}).get(purpose))


def one_of_each(place: Stage, person: Person) -> list[Mail]:
    """Have a person get a mail of each purpose that they chose; the newest of each."""
    place.pass_time(hours=1)
    place.company("kawa").sign_in()  # a device that was silent for long was ended
    place.job("kawa", title={"en": f"Translator {new_id()[:8]}"})
    place.pass_time(days=2)
    place.pass_time(days=89)
    send_letter(place)
    place.all_sent()
    found = [got(place, person, one)[-1:] for one in CHOSEN]
    assert all(found), [mail.message["Subject"] for mail in place.sink.to(person.email)]
    return [mail for some in found for mail in some]


def apply_and_hear(place: Stage, person: Person) -> None:
    """A person applies at a company, which is told by mail, and answers."""
    kawa = place.company("kawa")
    kawa.sign_in()
    kawa.change("account", kawa.account, {"notices": {"applied": True}})
    application = person.apply_to(place.job("kawa"), kawa.company)
    place.pass_time(hours=2)
    kawa.answer_to(person, application)
    place.all_sent()


@pytest.mark.prv("PRV-36")
def test_no_mail_loads_anything_from_anywhere(place: Stage) -> None:
    mina = place.seeker("mina")
    choose(mina, *CHOSEN)
    one_of_each(place, mina)
    apply_and_hear(place, mina)
    mails = list(place.sink.mails)
    assert {mail.message["X-Izanau-Purpose"] for mail in mails} == TAGS
    for mail in mails:
        html = html_of(mail)
        assert html, mail.message["Subject"]
        assert (
            re.findall(r"(?i)<\s*(?:img|link|script|iframe|object|embed|video|audio|source|form|base|meta http)", html)
            == []
        )
        assert re.findall(r"(?i)\b(?:src|srcset|background|poster|action|data)\s*=|url\(|@import", html) == []
        kinds = {part.get_content_type() for part in mail.message.walk()}
        assert kinds == {"multipart/alternative", "text/plain", "text/html"}


@pytest.mark.prv("PRV-43")
def test_profile_is_asked_about_every_ninety_days_at_most_and_with_no_advertising(place: Stage) -> None:
    yuki, other = place.seeker("yuki"), place.seeker("other")
    choose(yuki, "updates")
    days: list[int] = []
    for day in range(0, 200, 10):
        place.pass_time(days=10)
        days += [day + 10] * (len(got(place, yuki, "updates")) - len(days))
    assert days == [90, 180]
    for mail in got(place, yuki, "updates"):
        assert set(re.findall(r"https?://[^\s<>\"]+", mail.words)) == {URL + link_of(mail), f"{URL}/contact"}
        assert "job" not in mail.words.lower()
    yuki.fill_in(hobbies={"en": "chess"})
    place.pass_time(days=80)
    assert len(got(place, yuki, "updates")) == 2, "the profile changed 80 days ago"
    refuse(yuki, "updates")
    place.pass_time(days=100)
    assert len(got(place, yuki, "updates")) == 2
    assert got(place, other, "updates") == []


@pytest.mark.prv("PRV-44")
def test_fresh_account_gets_no_newsletter_in_a_year(place: Stage) -> None:
    fresh, reader = place.seeker("fresh"), place.seeker("reader")
    choose(reader, "newsletter")
    words = []
    for _ in range(4):
        place.pass_time(days=92)
        words.append(send_letter(place))
        place.all_sent()
    assert [mail.message["Subject"] for mail in got(place, reader, "newsletter")] == [f"News {word}" for word in words]
    assert got(place, fresh, *CHOSEN) == []
    assert got(place, reader, "jobs", "updates") == [], "one purpose is not another"


@pytest.mark.prv("PRV-44")
def test_each_reader_gets_a_letter_once(place: Stage, tmp_path: Path) -> None:
    aki = place.seeker("aki")
    choose(aki, "newsletter")
    place.pass_time(days=8)
    letter = tmp_path / "letter"
    letter.mkdir()
    for language in ("en", "ja"):
        (letter / f"{language}.md").write_text(f"---\nsubject: {canary('letter')}\n---\nHello.\n", encoding="utf-8")
    dry = place.site.run("mail", "send", "newsletter", str(letter), "--dry-run", "--json").json
    first = place.site.run("mail", "send", "newsletter", str(letter), "--json").json
    second = place.site.run("mail", "send", "newsletter", str(letter), "--json").json
    assert (dry["queued"], first["queued"]) == (first["queued"], dry["queued"])
    assert (second["queued"], second["before"]) == (0, first["queued"])
    place.all_sent()
    assert [mail.message["Subject"] for mail in got(place, aki, "newsletter")] == [canary("letter")]


@pytest.mark.prv("PRV-45")
def test_new_jobs_come_to_who_chose_them_by_their_criteria_and_once(place: Stage) -> None:
    ken, fresh = place.seeker("ken"), place.seeker("nobody")
    choose(ken, "jobs")
    ken.change("account", ken.account, {"criteria": {"categories": ["testing"]}})
    fits, other = canary("a job that fits"), canary("another job")
    place.pass_time(hours=1)
    place.job("umi", title={"en": fits}, category="testing")
    place.job("umi", title={"en": other}, category="food")
    for _ in range(5):
        place.pass_time(days=1, hours=1)
    [mail] = got(place, ken, "jobs")
    assert fits in mail.words
    assert other not in mail.words
    assert f"{URL}/jobs/" in mail.words
    assert got(place, fresh, *CHOSEN) == []


@pytest.mark.prv("PRV-46")
def test_one_press_ends_a_purpose_signed_out_and_looking_changes_nothing(place: Stage) -> None:
    nao = place.seeker("nao")
    choose(nao, *CHOSEN)
    for mail in one_of_each(place, nao):
        purpose = str(mail.message["X-Izanau-Purpose"])
        assert mail.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        path = link_of(mail)
        looked = place.guest("GET", path)
        assert (looked.status, looked.text.count("<button")) == (200, 1)
        assert "set-cookie" not in looked.headers
        assert is_on(nao, purpose)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for _ in range(2):
            pressed = place.guest("POST", path, b"List-Unsubscribe=One-Click", headers=form)
            assert pressed.status == 200, pressed.text
            assert not is_on(nao, purpose)
        wrong = path[:-4] + ("0000" if not path.endswith("0000") else "1111")
        assert [place.guest(method, wrong).status for method in ("GET", "POST")] == [404, 404]
    assert not any(is_on(nao, purpose) for purpose in CHOSEN)


@pytest.mark.prv("PRV-47")
@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_such_mail_names_sender_address_reason_and_the_way_out_in_the_readers_language(
    place: Stage, language: str
) -> None:
    rin = place.seeker(f"rin-{language}")
    rin.change("account", rin.account, {"language": language})
    choose(rin, *CHOSEN)
    day = place.clock.now().date().isoformat()
    for mail in one_of_each(place, rin):
        purpose = str(mail.message["X-Izanau-Purpose"])
        assert mail.message["Content-Language"] == language
        assert bool(re.search("[ぁ-ん]", mail.words)) == (language == "ja")
        reason = (
            WORDS[purpose]
            if language == "en"
            else {"newsletter": "ニュースレター", "jobs": "求人", "updates": "確認"}[purpose]
        )
        for words in (OPERATOR, ADDRESS, f"{URL}/contact", URL + link_of(mail), day, reason):
            assert words in mail.words, words
            assert words.replace("'", "&#39;") in html_of(mail), words


@pytest.mark.prv("PRV-48")
def test_refusal_stops_what_is_queued_already_and_both_stay_proven(place: Stage) -> None:
    sora, umeko = place.seeker("sora"), place.seeker("umeko")
    for person in (sora, umeko):
        choose(person, "newsletter")
        place.sink.turned_away[person.email] = "451 4.2.1 later"
    place.pass_time(days=8)
    word = send_letter(place)
    for person in (sora, umeko):
        wait_until(partial(place.sink.tried.__contains__, person.email), "a try")
    refuse(sora, "newsletter")
    place.sink.turned_away.clear()
    place.pass_time(days=1)
    assert [word in mail.message["Subject"] for mail in got(place, umeko, "newsletter")] == [True]
    assert got(place, sora, "newsletter") == []
    [proof] = [one["view"] for one in sora.held().values() if one["view"].get("purpose") == "newsletter"]
    assert (proof["words"], proof["ended"]) == (WORDS["newsletter"], True)
    assert proof["at"] < proof["ended_at"]
    with pytest.raises(AssertionError):
        sora.change("consent", next(k for k, v in sora.held().items() if v["view"] == proof), None)


@pytest.mark.prv("PRV-48")
@pytest.mark.parametrize("state", ["paused", "erasing"])
def test_paused_or_leaving_account_gets_none(place: Stage, state: str) -> None:
    person = place.seeker(f"tomo-{state}")
    choose(person, *CHOSEN)
    if state == "paused":
        person.pause()
    else:
        assert person.erase(now=False).is_ok
    place.pass_time(days=2)
    send_letter(place)
    place.all_sent()
    assert got(place, person, *CHOSEN) == []


@pytest.mark.prv("PRV-49")
def test_every_mail_says_its_purpose(place: Stage) -> None:
    haru = place.seeker("haru")
    choose(haru, *CHOSEN)
    one_of_each(place, haru)
    apply_and_hear(place, haru)
    tags = [mail.message.get_all("X-Izanau-Purpose") for mail in place.sink.mails]
    assert all(tag is not None and len(tag) == 1 and tag[0] in TAGS for tag in tags)
    assert {tag[0] for tag in tags if tag} == TAGS


def test_mails_that_come_back_end_such_mails_and_the_owner_sees_it(place: Stage) -> None:
    gone = place.seeker("gone")
    choose(gone, "newsletter")
    place.sink.turned_away[gone.email] = "550 5.1.1 no such mailbox"
    for _ in range(3):
        place.pass_time(days=8)
        send_letter(place)
        place.all_sent()
    assert place.sink.tried.count(gone.email) >= 3
    assert gone.view(gone.account)["bounced"]
    place.sink.turned_away.clear()
    place.pass_time(days=8)
    send_letter(place)
    place.all_sent()
    assert got(place, gone, "newsletter") == []
    refuse(gone, "newsletter")
    choose(gone, "newsletter")
    assert "bounced" not in gone.view(gone.account)
    place.pass_time(days=8)
    send_letter(place)
    place.all_sent()
    assert len(got(place, gone, "newsletter")) == 1


@pytest.mark.prv("PRV-49")
def test_company_is_mailed_counts_alone_and_ends_that_by_one_press(place: Stage) -> None:
    hana, nami = place.seeker("hana"), place.company("nami")
    nami.sign_in()
    nami.change("account", nami.account, {"notices": {"applied": True}})
    hana.apply_to(place.job("nami"), nami.company)
    place.pass_time(hours=2)
    place.all_sent()
    [mail] = got(place, nami, "notices")
    assert "1 new applicant" in mail.words
    for theirs in (full_name("hana"), hana.email, hana.account, hana.profile):
        assert theirs not in mail.words + html_of(mail) + str(mail.message["Subject"])
    assert place.guest("POST", link_of(mail), b"List-Unsubscribe=One-Click").status == 200
    assert "notices" not in nami.view(nami.account)
    rui = place.seeker("rui")
    rui.apply_to(place.job("nami"), nami.company)
    place.pass_time(hours=3)
    place.all_sent()
    assert len(got(place, nami, "notices")) == 1
