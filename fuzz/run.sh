#!/bin/sh
# Fuzzes one target: fuzz/run.sh TARGET [SECONDS]. Needs the stable compiler and a C++ compiler, nothing else.
# Findings lie in fuzz/artifacts/TARGET; what was learned stays in fuzz/corpus/TARGET.
set -eu
cd "$(dirname "$0")"
target=$1
seconds=${2:-600}
# Coverage as cargo-fuzz asks for it, without a sanitizer: the tree forbids unsafe code.
flags="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
flags="$flags -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1"
host=$(rustc -vV | sed -n 's/^host: //p')
RUSTFLAGS="$flags" cargo build --quiet --release --target "$host" --bin "$target"
mkdir -p "corpus/$target" "artifacts/$target"
[ -d "seeds/$target" ] || ./seeds.py
exec "${CARGO_TARGET_DIR:-target}/$host/release/$target" "corpus/$target" "seeds/$target" -artifact_prefix="artifacts/$target/" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 -print_final_stats=1
