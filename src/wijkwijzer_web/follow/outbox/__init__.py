"""The box in which mail waits: each message once, tried again when the server is away, gone when erased."""
