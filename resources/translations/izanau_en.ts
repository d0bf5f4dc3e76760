<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation>
            <numerusform>%n conversation</numerusform>
            <numerusform>%n conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) are only on this computer and not at the site yet.</source>
        <translation>
            <numerusform>%n thing is only on this computer and not at the site yet.</numerusform>
            <numerusform>%n things are only on this computer and not at the site yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) that were never sent are kept here, encrypted: sign in again to send them.</source>
        <translation>
            <numerusform>%n thing that was never sent is kept here, encrypted: sign in again to send it.</numerusform>
            <numerusform>%n things that were never sent are kept here, encrypted: sign in again to send them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflict</numerusform>
            <numerusform>%n conflicts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) refused</source>
        <translation>
            <numerusform>%n change refused</numerusform>
            <numerusform>%n changes refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n change waiting</numerusform>
            <numerusform>%n changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) · newest first</source>
        <translation>
            <numerusform>%n request · newest first</numerusform>
            <numerusform>%n requests · newest first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n application(s)</source>
        <translation>
            <numerusform>%n application</numerusform>
            <numerusform>%n applications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n under way</source>
        <translation>
            <numerusform>%n under way</numerusform>
            <numerusform>%n under way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) are missing or wrong; the first is open, the law&apos;s are marked in the list.</source>
        <translation>
            <numerusform>%n item is missing or wrong; the first is open, the law&apos;s are marked in the list.</numerusform>
            <numerusform>%n items are missing or wrong; the first is open, the law&apos;s are marked in the list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of yours wait to be sent.</source>
        <translation>
            <numerusform>%n change of yours waits to be sent.</numerusform>
            <numerusform>%n changes of yours wait to be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) still to come</source>
        <translation>
            <numerusform>%n device still to come</numerusform>
            <numerusform>%n devices still to come</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times</source>
        <translation>
            <numerusform>once</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n applicant(s) written into {file}</source>
        <translation>
            <numerusform>%n applicant written into {file}</numerusform>
            <numerusform>%n applicants written into {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) to delete</source>
        <translation>
            <numerusform>%n row to delete</numerusform>
            <numerusform>%n rows to delete</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n applicant(s)</source>
        <translation>
            <numerusform>%n applicant</numerusform>
            <numerusform>%n applicants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were deleted from its copies</source>
        <translation>
            <numerusform>%n row was deleted from its copies</numerusform>
            <numerusform>%n rows were deleted from its copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) waited for</source>
        <translation>
            <numerusform>%n device waited for</numerusform>
            <numerusform>%n devices waited for</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{reached} of %n device(s) have let go</source>
        <translation>
            <numerusform>{reached} of %n device has let go</numerusform>
            <numerusform>{reached} of %n devices have let go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ended, left to its lease</source>
        <translation>
            <numerusform>%n ended, left to its lease</numerusform>
            <numerusform>%n ended, left to their lease</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) would be lost: this session leaves nothing on this computer.</source>
        <translation>
            <numerusform>%n thing would be lost: this session leaves nothing on this computer.</numerusform>
            <numerusform>%n things would be lost: this session leaves nothing on this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Published · %n hint(s) on its wording</source>
        <translation>
            <numerusform>Published · %n hint on its wording</numerusform>
            <numerusform>Published · %n hints on its wording</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new applicant(s) without an answer for {days} days or longer</source>
        <translation>
            <numerusform>%n new applicant without an answer for {days} days or longer</numerusform>
            <numerusform>%n new applicants without an answer for {days} days or longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n applicant(s) at one stage for {days} days or longer</source>
        <translation>
            <numerusform>%n applicant at one stage for {days} days or longer</numerusform>
            <numerusform>%n applicants at one stage for {days} days or longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new applicant(s)</source>
        <translation>
            <numerusform>%n new applicant</numerusform>
            <numerusform>%n new applicants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) that nobody opened here</source>
        <translation>
            <numerusform>%n message that nobody opened here</numerusform>
            <numerusform>%n messages that nobody opened here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) to settle</source>
        <translation>
            <numerusform>%n conflict to settle</numerusform>
            <numerusform>%n conflicts to settle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) hold people who left</source>
        <translation>
            <numerusform>%n file holds people who left</numerusform>
            <numerusform>%n files hold people who left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) refused by the site</source>
        <translation>
            <numerusform>%n change refused by the site</numerusform>
            <numerusform>%n changes refused by the site</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n opening(s)</source>
        <translation>
            <numerusform>%n opening</numerusform>
            <numerusform>%n openings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new applicant(s) became late</source>
        <translation>
            <numerusform>%n new applicant became late</numerusform>
            <numerusform>%n new applicants became late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) due</source>
        <translation>
            <numerusform>%n task due</numerusform>
            <numerusform>%n tasks due</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) that mention you</source>
        <translation>
            <numerusform>%n note that mentions you</numerusform>
            <numerusform>%n notes that mention you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n applicant(s) given to you</source>
        <translation>
            <numerusform>%n applicant given to you</numerusform>
            <numerusform>%n applicants given to you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not taken back for %n applicant(s).</source>
        <translation>
            <numerusform>Not taken back for %n applicant.</numerusform>
            <numerusform>Not taken back for %n applicants.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back for %n applicant(s)</source>
        <translation>
            <numerusform>Taken back for %n applicant</numerusform>
            <numerusform>Taken back for %n applicants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n applicant(s) to the next stage?</source>
        <translation>
            <numerusform>Move %n applicant to the next stage?</numerusform>
            <numerusform>Move %n applicants to the next stage?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n applicant(s) to this stage: {name}?</source>
        <translation>
            <numerusform>Move %n applicant to this stage: {name}?</numerusform>
            <numerusform>Move %n applicants to this stage: {name}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n applicant(s)?</source>
        <translation>
            <numerusform>Reject %n applicant?</numerusform>
            <numerusform>Reject %n applicants?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put the label {label} on %n applicant(s)?</source>
        <translation>
            <numerusform>Put the label {label} on %n applicant?</numerusform>
            <numerusform>Put the label {label} on %n applicants?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take the label {label} off %n applicant(s)?</source>
        <translation>
            <numerusform>Take the label {label} off %n applicant?</numerusform>
            <numerusform>Take the label {label} off %n applicants?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take %n applicant(s)?</source>
        <translation>
            <numerusform>Take %n applicant?</numerusform>
            <numerusform>Take %n applicants?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give %n applicant(s) to {name}?</source>
        <translation>
            <numerusform>Give %n applicant to {name}?</numerusform>
            <numerusform>Give %n applicants to {name}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Let %n applicant(s) be nobody’s?</source>
        <translation>
            <numerusform>Let %n applicant be nobody’s?</numerusform>
            <numerusform>Let %n applicants be nobody’s?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not done for %n applicant(s), who stay chosen.</source>
        <translation>
            <numerusform>Not done for %n applicant, who stays chosen.</numerusform>
            <numerusform>Not done for %n applicants, who stay chosen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done for %n applicant(s); the messages go out in ten seconds</source>
        <translation>
            <numerusform>Done for %n applicant; the messages go out in ten seconds</numerusform>
            <numerusform>Done for %n applicants; the messages go out in ten seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done for %n applicant(s)</source>
        <translation>
            <numerusform>Done for %n applicant</numerusform>
            <numerusform>Done for %n applicants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n other(s)</source>
        <translation>
            <numerusform>{names} and %n other</numerusform>
            <numerusform>{names} and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n task</numerusform>
            <numerusform>%n tasks</numerusform>
        </translation>
    </message>
</context>
</TS>
