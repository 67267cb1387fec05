"""Pages that people already hold, in whatever they are kept: WARC and ARC files, WACZ and zip, MHTML, HTML, text."""
