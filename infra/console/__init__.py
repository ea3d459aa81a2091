"""Makes the files of the console that are not written by hand."""
