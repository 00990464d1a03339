"""Pure functions of the login: passwords, one-time codes, masked contacts, the account's letters."""
