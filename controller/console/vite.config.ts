import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { content_policy } from './dev/content_policy.mjs'
import { sheet_bridge } from './dev/sheet_bridge.mjs'
import { weight_limit } from './dev/weight_limit.mjs'

const kFirstRouteLimitKb = 350
const kFirstRoutes = {
  'demo page': ['index.html', 'src/demo_entry.tsx'],
  'Bàn trực': ['index.html', 'src/station/entry.tsx'],
}

export default defineConfig({
  plugins: [sheet_bridge(), react(), content_policy(), weight_limit(kFirstRouteLimitKb, kFirstRoutes)],
  // Inlined assets would be data: addresses, which the content policy forbids.
  build: { target: 'es2021', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false, chunkSizeWarningLimit: 900 },
  server: { proxy: { '/api': 'http://127.0.0.1:8099', '/demo/': 'http://127.0.0.1:8099' } },
  test: { css: true, include: ['test/**/*.test.ts'] },
})
