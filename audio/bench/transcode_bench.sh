#!/bin/sh
# loa-transcode against ffmpeg doing the same in two runs (measure; then gain, limit, encode), on half an hour of machine-
# spoken Vietnamese. Prints JSON lines: name, ours, peer, ratio, goal, holds, unit.
# Usage: transcode_bench.sh LOA_TRANSCODE SAMPLES_DIR [SECONDS]
set -eu
transcode=$1
samples=$2
seconds=${3:-1800}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

now() { date +%s.%N; }
cat "$samples"/*.txt | espeak-ng -v vi -s 150 --stdin --stdout > "$work/text.wav"
ffmpeg -v error -i "$work/text.wav" "$work/once.wav"
ffmpeg -v error -stream_loop 1000 -i "$work/once.wav" -t "$seconds" "$work/in.wav"

begin=$(now)
"$transcode" --in "$work/in.wav" --out "$work/ours.opus" > "$work/report.json"
ours_end=$(now)
filters="aresample=48000,pan=mono|c0=c0,highpass=f=100"
ffmpeg -hide_banner -nostats -i "$work/in.wav" -af "$filters,ebur128=peak=true" -f null - 2> "$work/measured"
loudness=$(awk '/Summary/ {s = 1} s && $1 == "I:" {print $2; exit}' "$work/measured")
gain=$(awk -v i="$loudness" 'BEGIN {print -16 - i}')
ffmpeg -v error -i "$work/in.wav" -af "$filters,volume=${gain}dB,alimiter=limit=0.708:level=disabled" \
  -c:a libopus -b:a 32k -ac 1 "$work/peer.opus"
peer_end=$(now)

# The judge of both results is ffmpeg's meter on the decoded sound.
ffmpeg -hide_banner -nostats -i "$work/ours.opus" -af ebur128=peak=true -f null - 2> "$work/ours"
ffmpeg -hide_banner -nostats -i "$work/peer.opus" -af ebur128=peak=true -f null - 2> "$work/peer"
meter() { awk -v key="$2" '/Summary/ {s = 1} s && $1 == key {print $2; exit}' "$1"; }

awk -v a="$begin" -v b="$ours_end" -v c="$peer_end" 'BEGIN {
  ours = b - a; peer = c - b; ratio = ours / peer
  printf "{\"name\":\"transcode_wall\",\"ours\":%.1f,\"peer\":%.1f,\"ratio\":%.2f,\"goal\":1.1,\"holds\":%s,\"unit\":\"s\"}\n",
    ours, peer, ratio, ratio <= 1.1 ? "true" : "false" }'
reasons=$(grep -c '"reasons":\[\]' "$work/report.json" || true)
awk -v o="$(meter "$work/ours" I:)" -v p="$(meter "$work/peer" I:)" -v quiet="$reasons" 'BEGIN {
  d = o + 16; if (d < 0) d = -d
  printf "{\"name\":\"transcode_loudness\",\"ours\":%.1f,\"peer\":%.1f,\"ratio\":null,\"goal\":-16,\"holds\":%s,\"unit\":\"LUFS\"}\n",
    o, p, d <= 1 || quiet == 0 ? "true" : "false" }'
awk -v o="$(meter "$work/ours" Peak:)" -v p="$(meter "$work/peer" Peak:)" 'BEGIN {
  printf "{\"name\":\"transcode_true_peak\",\"ours\":%.1f,\"peer\":%.1f,\"ratio\":null,\"goal\":-2,\"holds\":%s,\"unit\":\"dBTP\"}\n",
    o, p, o <= -2 ? "true" : "false" }'
