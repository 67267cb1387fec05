"""Let captures stay in a store: ``captures.file`` and ``capture_files.file`` may be whole addresses from now on.

No table changes. An earlier version would look for such files in its folder and call them lost, so it has to refuse the
archive.
"""

SQL: tuple[str, ...] = ()
