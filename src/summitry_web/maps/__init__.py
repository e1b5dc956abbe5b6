"""Site plans: what lies where, who sees whom, and the editor that draws it."""
