"""The command bus: a command comes in, its use case runs, one commit keeps it, the answer goes out."""
