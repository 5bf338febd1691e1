"""From the network: pages of services, kept on disk, and files that lie there in bulk."""
