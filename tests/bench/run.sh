#!/bin/sh
# ./loa bench calls this: run.sh BUILD_FOLDER [--json] [--only NAME]
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
bin=$1
shift
exec "$bin/tests/bench/loa-bench" --bin "$bin" --source "$source" "$@"
