"""Who stands on which post when: officers of a plan put on its posts, with a proof of how well."""
