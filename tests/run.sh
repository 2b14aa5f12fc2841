#!/usr/bin/env bash
# Builds the dev preset and passes every test: C++ through ctest, the console through its own runner.
set -euo pipefail
cd "$(dirname "$0")/.."
deploy/install.sh build console run test
jobs="${LOA_JOBS:-$(nproc)}"
[ "$jobs" -gt 8 ] && jobs=8
cmake --preset dev >/dev/null || cmake --preset dev
ninja -C build/dev -j "$jobs"
(
  cd controller/console
  npm ci --no-audit --no-fund --loglevel=error
  npm run build --silent
  npm test --silent
  npm run walk --silent
)
# Most tests wait for real time; one more than there are cores keeps them busy.
ctest --preset dev -j "$((jobs + 1))" "$@"
