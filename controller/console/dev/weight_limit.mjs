// Prints what the first page weighs after gzip, fonts included, and fails the build when it is over the limit.
import { gzipSync } from 'node:zlib'

const weigh = (file) => gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length

export function weight_limit(limit_kb) {
  return {
    name: 'loa-weight-limit',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const bytes = Object.values(bundle).reduce((sum, file) => sum + weigh(file), 0)
      const kb = bytes / 1000
      console.log(`first route: ${kb.toFixed(1)} kB gzip, fonts included (limit ${limit_kb} kB)`)
      if (kb > limit_kb) this.error(`the first route is over its limit of ${limit_kb} kB gzip`)
    },
  }
}
