"""Every error that Morgue raises on purpose.

MorgueError                what all of them are; its message is fit to print to a person
├── BadUrl                 not an address that can be fetched: the crawl counts it and goes on
├── BadInput               a file or an option that cannot be used: exit status 2
├── NotAListing            not the feed or sitemap that it should be: its visit ends so, and the crawl goes on
├── BadCapture             a stored or imported page that cannot be read: it is counted, and the rest goes on
├── StoreAway              a store of captures cannot be reached: exit status 1, and later it may be
├── NotArchived            nothing in the archive is called so: exit status 1
├── NothingNew             there is nothing to do since the last time: exit status 3
└── ArchiveError           the archive cannot be used: exit status 1, nothing stored is touched
    ├── ArchiveBusy        another process is writing: wait and try again
    ├── DiskFull           the disk is full or fails: a harvest tells whoever is to be told
    └── ArchiveTooNew      made by a later version: upgrade Morgue
"""


class MorgueError(Exception):
    """Something that a person can mend; the message names the thing and the way out."""


class BadUrl(MorgueError):
    """Not an address that can be fetched."""


class BadInput(MorgueError):
    """A file or an option that cannot be used."""


class NotAListing(MorgueError):
    """Not the feed or sitemap that it should be."""


class BadCapture(MorgueError):
    """A stored or imported page that cannot be read."""


class StoreAway(MorgueError):
    """A store that captures lie in cannot be reached."""


class NotArchived(MorgueError):
    """Nothing in the archive is called so."""


class NothingNew(MorgueError):
    """There is nothing to do since the last time."""


class ArchiveError(MorgueError):
    """The archive cannot be used."""


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class DiskFull(ArchiveError):
    """The disk is full, or cannot be written."""


class ArchiveTooNew(ArchiveError):
    """The archive was made by a later version."""
