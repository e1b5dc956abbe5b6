from hypothesis import settings

# The same examples on every machine, however slow: a flaky test is a bug of the first order.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("steady")
