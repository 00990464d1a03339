"""Mon espace santé, self-hosted: a personal health record for French patients."""
