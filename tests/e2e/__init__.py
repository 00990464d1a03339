"""Journeys of real people in a real browser, on the built application."""
