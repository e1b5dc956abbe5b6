"""One node: its folder, its processes, its certificates, its backups, and whether it is ready."""
