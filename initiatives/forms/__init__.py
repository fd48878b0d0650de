"""Forms of needs, proposals and directives. Saving is the services' work."""
