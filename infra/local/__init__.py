"""The local cloud: an emulator on loopback that runs the very template and the very artefacts of a real deployment."""
