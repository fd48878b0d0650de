"""The register: cases, documents, numbers and files, append-only."""
