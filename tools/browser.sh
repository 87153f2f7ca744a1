#!/bin/sh
# Finds a Chromium for the browser tests; installs it where it may. Never stops the run.
for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ -z "${CHROMIUM:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "statenshus: installing the system's Chromium for the browser tests: apt-get install chromium"
  if { apt-get install -y --no-install-recommends chromium || { apt-get update && apt-get install -y --no-install-recommends chromium; }; } >/dev/null 2>&1; then
    exit 0
  fi
  echo "statenshus: that did not succeed"
fi
echo "statenshus: no Chromium on this machine: the browser tests are SKIPPED (install chromium, or name one in CHROMIUM)"
exit 0
