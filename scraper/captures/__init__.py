"""The pages as they were received: WARC 1.1 files, written, read and checked."""
