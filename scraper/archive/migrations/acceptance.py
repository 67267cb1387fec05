"""Remember which incidents a person accepted as the new usual."""

SQL = ("ALTER TABLE incidents ADD COLUMN accepted TEXT",)
