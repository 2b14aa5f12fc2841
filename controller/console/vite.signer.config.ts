import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { bundle_list } from './dev/bundle_list.mjs'

const kLimitKb = 350

// The signing page is a bundle and an origin of its own: nothing of the console is in it, nothing of it in the console.
export default defineConfig({
  root: fileURLToPath(new URL('./signer', import.meta.url)),
  publicDir: false,
  plugins: [bundle_list(kLimitKb)],
  build: { outDir: '../dist-signer', emptyOutDir: true, target: 'es2021', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
  worker: { format: 'es' },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
})
