"""Clients: the list, one client with all that is kept, stages, doubles, and the client's own rights."""
