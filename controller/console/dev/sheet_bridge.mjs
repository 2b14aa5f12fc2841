// Ant Design's run-time styles go through src/styles/adopted_sheets.ts instead of <style> elements, so that the content
// policy can stay at 'self' without 'unsafe-inline'.
import { fileURLToPath } from 'node:url'

const kOwn = fileURLToPath(new URL('../src/styles/adopted_sheets.ts', import.meta.url))

export function sheet_bridge() {
  return {
    name: 'loa-sheet-bridge',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!/Dom\/dynamicCSS(\.js)?$/.test(source) || !importer?.includes('node_modules')) return null
      return kOwn
    },
  }
}
