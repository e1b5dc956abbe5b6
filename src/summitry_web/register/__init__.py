"""The papers and bodies of the host: mandates, bodies, the register of plans, requirements."""
