"""Real processes at both ends, real HTTP between them, and `kill -9` at either end (the proof `processes`)."""
