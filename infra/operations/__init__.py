"""What operators do to a running system: on a real account by its stage, or on the demo that runs on this machine."""
