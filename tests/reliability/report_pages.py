#!/usr/bin/env python3
"""Opens reports as `molex` writes them in Chromium without a window, and listens to what the browser says of them.

    tests/reliability/report_pages.py --molex build/release/bin/molex

Two ranks of LoRA are trained over two seeds, for a few steps of a tiny model; their comparison and the first run are
written as HTML pages. The script of a run's page must have shown the last record of its routing, each page must be
there to its end, and the browser must complain of nothing: no error of a script, nothing that the page asks for from
elsewhere, which the policy in its head forbids. So that silence means something, a copy of each page with both faults
is opened too and must be complained of. No name leads anywhere meanwhile. Ends with 77 (skipped) where Chromium is not
installed, with 1 where something is otherwise.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from inputs import run_config, write_model, write_task
from programs import PATIENCE, Failure, Molex, require

SKIPPED = 77
STEPS = 6
FAULTS = """<script>throw new Error("thrown on purpose")</script>
<img src="https://elsewhere.invalid/picture.png" alt="">
<script src="https://elsewhere.invalid/script.js"></script>
"""
# Words of what the browser says: of the error, and of what the policy forbids, by its address.
COMPLAINTS = ("thrown on purpose", "elsewhere.invalid/picture.png", "elsewhere.invalid/script.js")


class Browser:
    """A browser with a home of its own, since one that is running would take the page otherwise."""

    def __init__(self, program, scratch):
        self.program = program
        self.home = scratch / "home"
        self.home.mkdir()

    def open(self, page):
        """The page as it stands when its scripts have run, and the lines that the browser says of it."""
        command = [self.program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                   "--no-first-run", "--disable-background-networking", f"--user-data-dir={self.home / 'profile'}",
                   "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--dump-dom", page.as_uri()]
        try:
            done = subprocess.run(command, env={**os.environ, "HOME": str(self.home)}, stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True, errors="replace", timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failure(f"{page.name}: the browser did not end") from None
        require(done.returncode == 0, f"{page.name}: the browser ended with {done.returncode}: {done.stderr[-600:]}")
        return done.stdout, [line for line in done.stderr.splitlines() if ":CONSOLE" in line]


def write_pages(molex, folder):
    """The comparison's page and that of its first run."""
    write_model(folder / "model")
    write_task(folder / "SST-2", 24)
    config = run_config("pages", folder / "model", folder / "SST-2", steps=STEPS, evaluate_every=STEPS)
    (folder / "pages.json").write_text(json.dumps(config))
    molex.call("queue", "add", folder / "pages.json", "--sweep", "method.rank=2,4", "--seeds", 2)
    molex.call("queue", "work")
    molex.call("compare", "pages", "--format", "html", "--out", folder / "comparison.html")
    molex.call("export", 1, "--format", "html", "--out", folder / "run.html")
    return folder / "comparison.html", folder / "run.html"


def require_that_it_is_whole(name, shown):
    require("</html>" in shown and re.search(r"<h1[ >]", shown), f"{name}: the browser shows no report: {shown[:200]}")
    require("<svg" in shown, f"{name}: nothing is drawn")


def require_that_its_script_ran(name, shown):
    """Without it the range of records is hidden, and beside it stands nothing."""
    tag = re.search(r'<div id="routing-browser"[^>]*>', shown)
    require(tag, f"{name}: there is no routing to go through")
    require("hidden" not in tag.group(), f"{name}: its script did not run")
    require(f"<output>step {STEPS}</output>" in shown, f"{name}: its script does not show the last record")


def require_silence(browser, page):
    shown, said = browser.open(page)
    require(not said, f"{page.name}: the browser has complained: " + "; ".join(said))
    require_that_it_is_whole(page.name, shown)
    return shown


def require_complaints(browser, page):
    """Of a copy with faults."""
    copy = page.with_name(f"faulty-{page.name}")
    whole = page.read_text(encoding="utf-8")
    require(whole.count("</body>") == 1, f"{page.name}: it has no end, or several")
    copy.write_text(whole.replace("</body>", FAULTS + "</body>"), encoding="utf-8")
    said = "\n".join(browser.open(copy)[1])
    for complaint in COMPLAINTS:
        require(complaint in said, f"{copy.name}: the browser does not name {complaint} but says: {said or 'nothing'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--molex", required=True, type=Path)
    arguments = parser.parse_args()
    program = shutil.which("chromium")
    if program is None:
        print("skipped: chromium is not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="molex-pages-", ignore_cleanup_errors=True) as name:
        scratch = Path(name)
        try:
            comparison, run = write_pages(Molex(arguments.molex.resolve(), scratch / "workspace"), scratch)
            browser = Browser(program, scratch)
            require_silence(browser, comparison)
            require_that_its_script_ran(run.name, require_silence(browser, run))
            for page in (comparison, run):
                require_complaints(browser, page)
        except Failure as failure:
            print(failure)
            return 1
    print("two reports opened in silence, and their faulty copies were complained of")
    return 0


if __name__ == "__main__":
    sys.exit(main())
