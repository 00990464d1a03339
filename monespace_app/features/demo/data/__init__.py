"""The made-up people of demo mode, and what they write to each other."""
