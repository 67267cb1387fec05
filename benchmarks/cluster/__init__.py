"""What more machines bring, what they cost, and what is left when they are killed: a whole cluster on this machine."""
