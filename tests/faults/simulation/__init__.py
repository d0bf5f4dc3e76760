"""The simulation: the real engine and the real site in one thread, with time, network and chance told by a number."""
