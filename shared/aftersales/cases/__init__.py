"""Dossiers and cases: pure folds over facts."""
