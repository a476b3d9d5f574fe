"""The year's figures on their way in: what a file would do, doing it, and taking it back."""
