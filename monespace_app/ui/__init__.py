"""The design system: tokens, components, layouts and the atelier. It knows nothing of health records."""
