import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { content_policy } from './dev/content_policy.mjs'
import { weight_limit } from './dev/weight_limit.mjs'

const kFirstRouteLimitKb = 350

export default defineConfig({
  plugins: [react(), content_policy(), weight_limit(kFirstRouteLimitKb)],
  // Inlined assets would be data: addresses, which the content policy forbids.
  build: { target: 'es2021', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
  server: { proxy: { '/api': 'http://127.0.0.1:8099', '/demo': 'http://127.0.0.1:8099' } },
  test: { css: true, include: ['test/**/*.test.ts'] },
})
