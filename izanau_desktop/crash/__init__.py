"""When the program stumbles: what is noted of it, without a value of anybody, and shown; nothing is sent by itself."""
