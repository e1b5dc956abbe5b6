"""The API itself: OpenAPI 3.1 below /api/v1/."""
