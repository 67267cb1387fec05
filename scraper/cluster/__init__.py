"""Many machines, one archive: harvests go to workers through a queue in PostgreSQL and come back as small archives."""
