"""The resources of the API, one thin module each; a request comes in as a message of `wire` and goes on to a service."""
