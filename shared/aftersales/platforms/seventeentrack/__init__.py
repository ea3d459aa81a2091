"""17TRACK: what carriers say about parcels, pushed or asked for."""
