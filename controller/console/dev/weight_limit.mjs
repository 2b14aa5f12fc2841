// Prints what the first route weighs after gzip (page, its scripts and sheets, fonts) and fails the build over the limit.
// A route is the page plus everything its lazily loaded entries import at once; what opens later does not count.
import { gzipSync } from 'node:zlib'

const weigh = (file) => gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length

function closure(bundle, names) {
  const wanted = new Set(names)
  for (const name of wanted) {
    const chunk = bundle[name]
    for (const next of [...(chunk?.imports ?? []), ...(chunk?.viteMetadata?.importedCss ?? [])]) wanted.add(next)
  }
  return wanted
}

function chunk_of(bundle, module_end) {
  return Object.values(bundle).find((file) => file.type === 'chunk' && (file.facadeModuleId?.endsWith(module_end) || file.moduleIds.some((id) => id.endsWith(module_end))))?.fileName
}

export function weight_limit(limit_kb, routes) {
  return {
    name: 'loa-weight-limit',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const fonts = Object.keys(bundle).filter((name) => name.endsWith('.woff2'))
      for (const [route, modules] of Object.entries(routes)) {
        const names = modules.map((end) => chunk_of(bundle, end))
        if (names.includes(undefined)) return this.error(`route ${route}: a module of it was not found`)
        const files = [...closure(bundle, [...names, ...fonts])].map((name) => bundle[name]).filter(Boolean)
        const kb = files.reduce((sum, file) => sum + weigh(file), 0) / 1000
        console.log(`${route}: ${kb.toFixed(1)} kB gzip, fonts included (limit ${limit_kb} kB)`)
        if (kb > limit_kb) this.error(`${route} is over its limit of ${limit_kb} kB gzip`)
      }
    },
  }
}
