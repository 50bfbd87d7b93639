"""Load kelurahan and kecamatan from a CSV file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.regions_file import MALANG, RegionsFileError, load_regions


class Command(BaseCommand):
    help = (
        "Load regions from a CSV file with the columns code,kecamatan,kelurahan; without a file, "
        "the 57 kelurahan of Kota Malang. Loading a file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=MALANG, metavar="FILE.csv")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        try:
            loaded = load_regions(file)
        except FileNotFoundError as error:
            raise CommandError(f"There is no file {file}.") from error
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except RegionsFileError as error:
            raise CommandError("\n".join([*error.problems, "Nothing was loaded."])) from error
        self.stdout.write(f"regions={loaded.total} new={loaded.new} renamed={loaded.renamed}")
