"""What platforms share: a raw delivery, its verification, how a parser answers."""
