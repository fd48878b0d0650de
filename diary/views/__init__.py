"""The register's pages: public, verification, work."""
