"""Push and pull as services: judging what devices send, and serving what they may see."""
