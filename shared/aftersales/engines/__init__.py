"""The text models behind the ports of text understanding."""
