"""Reading customers' texts: the ports of the engines, the phrase lexicons of causes and signals, hashing, the gate."""
