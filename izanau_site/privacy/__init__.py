"""What a person can learn of their own data: what is held, who was shown it, to whom their address was disclosed."""
