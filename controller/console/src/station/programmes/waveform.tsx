// The programme's shape: peaks 0..100 from left to right, mirrored about the middle line.
export function Waveform({ peaks, label }: { peaks: number[]; label: string }) {
  const path = peaks.map((peak, i) => `M${i} ${50 - peak / 2}V${50 + peak / 2}`).join('')
  return (
    <svg className="waveform" viewBox={`-0.5 0 ${Math.max(1, peaks.length)} 100`} preserveAspectRatio="none" role="img" aria-label={label}>
      <path d={path} stroke="currentColor" strokeWidth="0.8" fill="none" vectorEffect="none" />
    </svg>
  )
}
