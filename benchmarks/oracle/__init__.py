"""A judge of plans that shares nothing with the checker: slow, obvious, from the tables alone.

It imports neither ``summitry.check`` nor ``summitry.policy``. Each rule's demand is asked of the
rows directly, at every instant at which anything changes, and what is uncovered comes back as
*atoms*: the minute and level, the degree, the missing person. A plan has lost cover when it has an
atom that it did not have before.
"""
