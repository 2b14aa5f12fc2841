// Weighs the signing page after gzip, fonts included, and writes BUNDLE.json: SHA-256 of every file, in the order of their names.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

export function bundle_list(limit_kb) {
  let folder
  return {
    name: 'loa-bundle-list',
    apply: 'build',
    configResolved: (config) => { folder = join(config.root, config.build.outDir) },
    closeBundle() {
      const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
        .map((one) => join(one.parentPath ?? one.path, one.name).slice(folder.length + 1)).filter((name) => !name.startsWith('BUNDLE.')).sort()
      const bytes = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]))
      const kb = Object.values(bytes).reduce((sum, one) => sum + gzipSync(one, { level: 9 }).length, 0) / 1000
      const files = Object.fromEntries(names.map((name) => [name, createHash('sha256').update(bytes[name]).digest('hex')]))
      writeFileSync(join(folder, 'BUNDLE.json'), `${JSON.stringify({ v: 1, files })}\n`)
      console.log(`signing page: ${kb.toFixed(1)} kB gzip, fonts included (limit ${limit_kb} kB)`)
      if (kb > limit_kb) throw new Error(`the signing page weighs ${kb.toFixed(1)} kB, over ${limit_kb} kB`)
    },
  }
}
