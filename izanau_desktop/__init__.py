"""The Qt application of the people who use IZANAU, and its command for the terminal."""
