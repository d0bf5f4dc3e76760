"""Work behind the requests: mails that wait to be sent, and what is kept no longer."""
