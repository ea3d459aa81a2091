"""Languages that a form offers where no engine says what it knows."""

COMMON = (
    "ar", "cs", "da", "de", "en", "es", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru",
    "sk", "sv", "th", "tr", "uk", "vi", "zh",
)  # fmt: skip
"""Those of the large marketplaces."""
