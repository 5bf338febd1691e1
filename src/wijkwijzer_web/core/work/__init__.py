"""Work that takes its time: jobs, turns of requests, what a process keeps in memory."""
