"""The commands that run and look after a site: `serve`, `selftest`, `backup` and what follows."""

import argparse
import os
import subprocess
import sys
from getpass import getpass
from pathlib import Path

from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import SystemClock
from summitry.report.language import language
from summitry.report.refusals import SENTENCES as KNOWN
from summitry_web.node import selftest
from summitry_web.node.addresses import private_addresses
from summitry_web.node.backup import backup
from summitry_web.node.home import Home, Kept
from summitry_web.node.programs import base_environment, management
from summitry_web.node.restoring import restore
from summitry_web.node.sentences import SENTENCES
from summitry_web.node.serving import Say, Wish, serve
from summitry_web.node.tls import Authority
from summitry_web.node.upgrading import upgrade

KNOWN.update(SENTENCES)

HOME = "summitry-home"
HOME_VARIABLE = "SUMMITRY_HOME"
DATABASE_VARIABLE = "SUMMITRY_DATABASE"
PASSPHRASE_VARIABLE = "SUMMITRY_PASSPHRASE"  # noqa: S105  # its name, not its value
WORKERS_MAX = 64

HOME_HELP = Text("the site's folder; SUMMITRY_HOME, else summitry-home, when left out")
PASSPHRASE_HELP = Text("a file whose first line is the passphrase of the backup")
ASKED = Text("Passphrase of the backup: ")
WRITTEN = Text("Backed up to {path}: {count} files.")
RESTORED = Text("Restored to {path} in {seconds} s: {count} files, every one as its hash says.")
START = Text("Start it with this: {command}")
AUTHORITY_TOLD = Text("Authority for {name}; the code to compare: {code}")
FINGERPRINT_TOLD = Text("SHA-256 fingerprint: {fingerprint}")
LEAF_TOLD = Text("The certificate is good until {day}.")
RENEWED = Text("Renewed; a site that runs takes it up when it is started again.")


def _say(lang: str) -> Say:
    reader = language(lang)

    def say(text: Text, **facts: object) -> None:
        sys.stdout.write(reader.gettext(text).format(**facts) + "\n")
        sys.stdout.flush()

    return say


def _add_home(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--home", type=Path, metavar="DIR", help=HOME_HELP,
        default=Path(os.environ.get(HOME_VARIABLE, HOME)),
    )  # fmt: skip


class Serve:
    """The command `serve`."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""
        _add_home(parser)
        parser.add_argument(
            "--port", type=int,
            help=Text("port of the site; the next one is used too; as last time when left out"),
        )  # fmt: skip
        parser.add_argument(
            "--host", help=Text("address to listen on; this machine alone when left out")
        )
        parser.add_argument(
            "--lan", metavar="NAME",
            help=Text("host name on the local network, with HTTPS; devices enrol once"),
        )  # fmt: skip
        parser.add_argument(
            "--database", metavar="ADDRESS",
            help=Text("postgresql://… for a shared database; SUMMITRY_DATABASE keeps it unseen"),
        )  # fmt: skip
        parser.add_argument(
            "--workers", type=int, default=min(os.cpu_count() or 1, 4), metavar="N",
            help=Text("processes that answer pages; one for each core, at most four"),
        )  # fmt: skip
        parser.add_argument(
            "--once", action="store_true", help=Text("start, wait until ready, and end")
        )

    def run(self, arguments: argparse.Namespace) -> int:
        """Run the node until Ctrl-C."""
        if not 1 <= arguments.workers <= WORKERS_MAX:
            raise SummitryError("node.workers", got=arguments.workers, max=WORKERS_MAX)
        home = Home(arguments.home)
        kept = _wished(home.kept(), arguments)
        wish = Wish(kept=kept, workers=arguments.workers, once=arguments.once)
        return serve(home, wish, SystemClock(), _say(arguments.lang))


def _wished(kept: Kept, arguments: argparse.Namespace) -> Kept:
    """Return how the node is started: as it was last time, where nothing else is asked for."""
    database = arguments.database or os.environ.get(DATABASE_VARIABLE)
    return Kept(
        port=kept.port if arguments.port is None else arguments.port,
        host=kept.host if arguments.host is None else arguments.host,
        lan=kept.lan if arguments.lan is None else arguments.lan,
        database=kept.database if database is None else database,
    )


class SelfTest:
    """The command `selftest`."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""
        _add_home(parser)
        parser.add_argument("--json", action="store_true", help=Text("write data, not sentences"))

    def run(self, arguments: argparse.Namespace) -> int:
        """Write what was found; return 0 when ready, 1 when not."""
        reader = language(arguments.lang)
        found = selftest.look_over(Home(arguments.home), SystemClock().now())
        if arguments.json:
            sys.stdout.write(selftest.told_json(found, reader).decode() + "\n")
        else:
            sys.stdout.write("\n".join(selftest.told_lines(found, reader)) + "\n")
        return 0 if selftest.is_ready(found) else 1


def _passphrase(arguments: argparse.Namespace, *, is_wanted: bool) -> str | None:
    """Return the passphrase from the file, the environment or the keyboard; None without one."""
    if arguments.passphrase_file is not None:
        lines = arguments.passphrase_file.read_text(encoding="utf-8").splitlines()
        return str(lines[0]) if lines else ""
    known = os.environ.get(PASSPHRASE_VARIABLE)
    if known or not is_wanted:
        return known or None
    return getpass(language(arguments.lang).gettext(ASKED))


class BackUp:
    """The command `backup`."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""
        _add_home(parser)
        parser.add_argument(
            "out", type=Path, metavar="FILE", help=Text("OUT.tar.gz, or OUT.tar.gz.enc encrypted")
        )
        parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=PASSPHRASE_HELP)

    def run(self, arguments: argparse.Namespace) -> int:
        """Write the backup."""
        passphrase = _passphrase(arguments, is_wanted=arguments.out.suffix == ".enc")
        made = backup(
            Home(arguments.home), arguments.out, at=SystemClock().now(), passphrase=passphrase
        )
        _say(arguments.lang)(WRITTEN, path=arguments.out, count=len(made.parts))
        return 0


class Restore:
    """The command `restore`."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""
        parser.add_argument("file", type=Path, metavar="FILE", help=Text("the backup"))
        parser.add_argument(
            "--home", type=Path, metavar="DIR", required=True, help=Text("a new or empty folder")
        )
        parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=PASSPHRASE_HELP)

    def run(self, arguments: argparse.Namespace) -> int:
        """Restore, and say how long it took."""
        passphrase = _passphrase(arguments, is_wanted=arguments.file.suffix == ".enc")
        home = Home(arguments.home)
        made = restore(arguments.file, home, passphrase)
        say = _say(arguments.lang)
        count = len(made.manifest.parts)
        say(RESTORED, path=home.path, seconds=f"{made.seconds:.1f}", count=count)
        say(START, command=f"summitry serve --home {home.path}")
        return 0


class Upgrade:
    """The command `upgrade`."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""
        _add_home(parser)

    def run(self, arguments: argparse.Namespace) -> int:
        """Bring the node to this version; return 1 where it was put back."""
        done = upgrade(Home(arguments.home), SystemClock(), _say(arguments.lang))
        return 0 if done.worked else 1


class Events:
    """The command `events`."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments; the site itself reads what follows."""
        _add_home(parser)
        parser.add_argument(
            "words", nargs=argparse.REMAINDER, metavar="WORDS",
            help=Text(
                "first EMAIL NAME for the first account; recover EMAIL LETTERS "
                "when a passkey is lost; "
                "list, demo, create --slug S --name N, import PLAN --slug S, "
                "export SLUG OUT, or delete SLUG"
            ),
        )  # fmt: skip

    def run(self, arguments: argparse.Namespace) -> int:
        """Bring the database to this version and do it there; return the exit status."""
        # What stands after the first word is the site's to read, but for the folder.
        own = argparse.ArgumentParser(add_help=False)
        own.add_argument("--home", type=Path, default=arguments.home)
        taken, given = own.parse_known_args(arguments.words)
        home = Home(taken.home)
        home.make()
        beside = base_environment(home, home.kept())
        for words in (
            ("migrate", "--verbosity=0"), ("events", "--lang", arguments.lang, *given),
        ):  # fmt: skip
            done = subprocess.run(  # noqa: S603  # our own command line, no shell
                (sys.executable, *management(*words)), env=beside, check=False
            )
            if done.returncode:
                return done.returncode
        return 0


class Tls:
    """The command `tls`."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""
        _add_home(parser)
        parser.add_argument(
            "what", choices=("show", "renew"), help=Text("show the code, or sign a new certificate")
        )

    def run(self, arguments: argparse.Namespace) -> int:
        """Show the authority's code and the certificate's end, renewed where that was asked."""
        home = Home(arguments.home)
        kept = home.kept()
        if not kept.lan:
            raise SummitryError("tls.none")
        authority, say, at = (
            Authority(home.tls, kept.lan),
            _say(arguments.lang),
            SystemClock().now(),
        )
        made = authority.prepare(private_addresses(), at=at)
        if arguments.what == "renew":
            if not made:
                authority.renew(private_addresses(), at=at)
            say(RENEWED)
        say(AUTHORITY_TOLD, name=authority.name, code=authority.code())
        say(FINGERPRINT_TOLD, fingerprint=authority.fingerprint())
        say(LEAF_TOLD, day=f"{authority.leaf_certificate().not_valid_after_utc:%Y-%m-%d}")
        return 0


SERVE = Serve()
SELFTEST = SelfTest()
BACKUP = BackUp()
RESTORE = Restore()
UPGRADE = Upgrade()
TLS = Tls()
EVENTS = Events()
