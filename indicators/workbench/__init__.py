"""The pages on which a follow-up is made: opened, judged, written, handed in and approved."""
