"""What runs the system: the template, the local cloud, the commands of an operator."""
