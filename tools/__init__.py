"""What `make` runs: installing, checking the machine, making the locks."""
