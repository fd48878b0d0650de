"""Swedish text: sort order, dates, numbers, personal numbers."""
