"""Find the hosts that somebody is at without looking at all that were ever asked."""

SQL = ("CREATE INDEX visitors_held ON visitors (holder) WHERE holder IS NOT NULL",)
