"""The county's pages: accounts, and the county's data for operators."""
