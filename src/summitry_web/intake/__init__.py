"""Reports from units and regions by phone: place, act, time, and what is done about it."""
