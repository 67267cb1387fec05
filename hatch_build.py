"""Compiles scraper/extraction/compiled/*.pyx while a wheel is built. Where that fails, the wheel goes without them."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any
from zlib import crc32

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "scraper.extraction.compiled"


class CustomBuildHook(BuildHookInterface):
    """Puts what it compiles into the wheel; for an editable installation, beside its source."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, whatever comes of it."""
        if self.target_name != "wheel" or os.environ.get("MORGUE_PLAIN"):
            return
        self._folder = Path(tempfile.mkdtemp(prefix="newsmorgue-"))
        try:
            products = compiled(Path(self.root), self._folder)
            if version == "editable":
                for name, product in products.items():
                    shutil.copyfile(product, Path(self.root, name))
            else:
                build_data["force_include"].update({str(product): name for name, product in products.items()})
        except (Exception, SystemExit) as error:  # noqa: BLE001 - no compiler, no headers, a folder that is read-only
            self.app.display_warning(f"newsmorgue goes without its compiled parts, in plain Python: {error}")
            return
        build_data["pure_python"], build_data["infer_tag"] = False, True
        self.app.display_info(f"newsmorgue has compiled {', '.join(products)}")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - the hook's own signature
        """Throw the workshop away."""
        if folder := getattr(self, "_folder", None):
            shutil.rmtree(folder, ignore_errors=True)


def compiled(root: Path, folder: Path) -> dict[str, Path]:
    """Give each product by where it belongs below the root. Raises whatever Cython or the compiler raise."""
    import lxml  # noqa: PLC0415 - who has none of these builds without
    from Cython.Build import cythonize  # noqa: PLC0415
    from setuptools import Distribution, Extension  # noqa: PLC0415

    folder_of_source = root.joinpath(*PACKAGE.split("."))
    included = b"".join(file.read_bytes() for file in sorted(folder_of_source.glob("*.pxi")))
    extensions = [
        Extension(
            f"{PACKAGE}.{source.stem}",
            [str(source)],
            include_dirs=lxml.get_include(),
            define_macros=[("SOURCE_CHECKSUM", f"{crc32(source.read_bytes() + included)}u")],
        )
        for source in sorted(folder_of_source.glob("*.pyx"))
    ]
    made = cythonize(extensions, build_dir=str(folder / "c"), compiler_directives={"language_level": 3}, quiet=True)
    command = Distribution({"name": "newsmorgue", "ext_modules": made}).get_command_obj("build_ext")
    command.build_lib, command.build_temp = str(folder / "lib"), str(folder / "temp")
    command.ensure_finalized()
    command.run()
    return {Path(product).relative_to(folder / "lib").as_posix(): Path(product) for product in command.get_outputs()}
