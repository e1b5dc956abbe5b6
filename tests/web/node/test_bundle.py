"""The offline bundle installs without a network, and what is installed is whole and works."""

import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.web.node.made import free_port, told, until_ready
from tools.servers import browser as browser_program

AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
WAIT_MS_MAX = 60_000


def without_network():
    """Return what a command begins with where the machine can give it no network at all."""
    apart = ("unshare", "--map-root-user", "--net")
    if shutil.which("unshare") is None:
        return ()
    done = subprocess.run((*apart, "true"), capture_output=True, check=False)  # our own words
    return apart if done.returncode == 0 else ()


class Installed:
    """What the bundle installed, used from a folder where nothing of the repository stands."""

    def __init__(self, folder):
        self.folder = folder
        self.home = folder / "home"
        self.port = free_port()
        # An index that does not exist: whoever asks it fails.
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": "http://127.0.0.1:9/", "LC_ALL": "C.UTF-8",
        }  # fmt: skip

    def run(self, *words):
        return subprocess.run(
            [str(word) for word in words], cwd=self.folder, env=self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def summitry(self, command, *words):
        program = self.folder / "site" / "bin" / "summitry"
        return self.run(program, command, "--home", self.home, *words)

    def serving(self):
        program = str(self.folder / "site" / "bin" / "summitry")
        return subprocess.Popen(
            (program, "serve", "--home", str(self.home), "--port", str(self.port),
             "--workers", "1"),
            cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip


def grid_seen(address, link):
    """Return the rows in the grid, and how its scripts were answered, for who takes up the link."""
    answers, faults = {}, []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_program(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.set_default_timeout(WAIT_MS_MAX)
        page.on("response", lambda each: answers.update({each.url: each.status}))
        page.on("pageerror", lambda each: faults.append(str(each)))
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        page.goto(address + link)
        page.locator("form[data-passkey] input[name=name]").fill("Synthetic organiser")
        page.locator("form[data-passkey] button.primary").click()
        page.wait_for_url(lambda url: "/invited/" not in url)
        page.goto(f"{address}/e/hanoi/rows/posts/")
        # The grid keeps spare rows out of sight: the first that is seen is not the first there is.
        page.locator("[role=grid] [role=gridcell]:visible").first.wait_for()
        rows = page.locator("[role=grid]").first.get_attribute("aria-rowcount")
        browser.close()
    scripts = {url: status for url, status in answers.items() if url.endswith(".js")}
    return int(rows), scripts, faults


@pytest.mark.slow
def test_bundle_installs_without_a_network_and_serves_the_grid_with_its_scripts(tmp_path):
    made = told("-m", "tools.bundle", str(tmp_path / "dist"))
    assert made.returncode == 0, made.stderr
    (bundle,) = (tmp_path / "dist").glob("*.tar")
    with tarfile.open(bundle) as archive:
        archive.extractall(tmp_path, filter="data")
    unpacked = tmp_path / bundle.name.removesuffix(".tar")
    there = Installed(tmp_path)

    installed = there.run(*without_network(), "/bin/sh", unpacked / "install.sh", tmp_path / "site")
    shutil.rmtree(unpacked)
    once = there.summitry("serve", "--port", there.port, "--once")
    example = there.summitry("events", "demo")
    tested = there.summitry("selftest")

    assert installed.returncode == 0, installed.stderr
    assert once.returncode == 0, once.stderr
    assert example.returncode == 0, example.stderr
    assert (tested.returncode, tested.stdout.splitlines()[-1]) == (0, "Ready."), tested.stdout
    assert (tmp_path / "site/share/summitry/licences/LICENSE").is_file()
    (link,) = re.findall(r"organiser@\S+.*?(/accounts/invited/\S+)", example.stdout)
    with there.serving() as node:
        try:
            until_ready(node)
            rows, scripts, faults = grid_seen(f"http://localhost:{there.port}", link)
        finally:
            node.terminate()
    names = {Path(url).name.split(".")[0] for url in scripts}
    assert rows > 1
    assert {"frame", "grid", "htmx"} <= names
    assert (set(scripts.values()), faults) == ({200}, [])
