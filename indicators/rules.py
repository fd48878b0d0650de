"""Who may do what with the registry's figures."""

import rules

from county.rules import stewards_indicators

may_refresh: rules.predicates.Predicate = stewards_indicators
"""Have figures fetched."""
may_judge: rules.predicates.Predicate = stewards_indicators
"""Accept or dismiss values in quarantine, and accept what a source has changed."""
