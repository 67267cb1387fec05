"""Find the run of another archive among our own without looking at each of them."""

SQL = ("CREATE INDEX harvests_by_start ON harvests(started)",)
