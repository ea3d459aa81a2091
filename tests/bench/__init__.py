"""`make bench`: speed and cost as ratios to floors that are measured in the same run, so that the machine cancels out."""
