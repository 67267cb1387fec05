"""What more machines bring, what they cost, and what is left when they are killed: a whole cluster on this machine.

``python -m benchmarks.cluster network FOLDER`` has one worker and then two harvest 200 hosts with a delay of a second
(``--uneven``: a quarter of them has three times as much);
``import FOLDER`` has them import files; ``cost FOLDER`` compares the processor's time with that of a single machine;
``kill`` kills workers, the archive's process and PostgreSQL ten times
during 2,000 pages of 50 hosts. ``FOLDER`` holds saved pages (``*.html``, ``*.html.gz``). The servers keep a log of
their own, by which manners are checked. Needs PostgreSQL: ``make postgres``.
"""

import argparse
from pathlib import Path

from benchmarks.cluster.cost import cost
from benchmarks.cluster.importing import import_files, imports
from benchmarks.cluster.kill import kill
from benchmarks.cluster.network import network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("network", "import", "cost", "kill"))
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--hosts", type=int)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--slots", type=int, default=16)
    parser.add_argument("--uneven", action="store_true")
    parser.add_argument("--files", type=int, default=8)
    parser.add_argument("--pages", type=int, default=800)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    defaults = {"network": (200, 10), "import": (0, 0), "cost": (40, 0), "kill": (50, 40)}[options.what]
    options.hosts, options.articles = options.hosts or defaults[0], options.articles or defaults[1]
    if options.folder is None and options.what != "kill":
        parser.error("name a folder of saved pages")
    pages = imports.saved_pages(options.folder) if options.folder else []
    if options.what == "import":
        pages = [page.replace(b"<p>", f"<p>{n} ".encode(), 3) for n, page in enumerate((pages * 20)[: options.pages])]
    {"network": network, "import": import_files, "cost": cost, "kill": kill}[options.what](pages, options)


if __name__ == "__main__":
    main()
