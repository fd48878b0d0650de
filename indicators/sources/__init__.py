"""Where figures come from: one module per source behind one interface (`base.Source`)."""
