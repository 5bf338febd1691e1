"""What every domain of the site stands on: people, permissions, audit, jobs, base templates."""
