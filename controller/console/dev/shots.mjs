// Captures the built page in every size, theme and scene into a folder, and fails on page errors or sideways scroll.
// node dev/shots.mjs [OUT] [scene…]; LOA_CHROMIUM names the browser.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const [out = fileURLToPath(new URL('../shots', import.meta.url)), ...wanted] = process.argv.slice(2)
const kScenes = { live: 2_000, playing: 30_000, long: 30_000, empty: 5_000, failing: 60_000, dead: 30_000 }
const kSizes = [[1440, 900], [1366, 768], [390, 844]]
const kFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
mkdirSync(out, { recursive: true })
let bad = 0

async function capture(browser, address, scene, [width, height], theme) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme, hasTouch: width < 500 })
  page.on('pageerror', (error) => { bad += 1; console.error(scene, width, theme, String(error)) })
  page.on('console', (line) => { if (line.type() === 'error' && !/502/.test(line.text())) { bad += 1; console.error(scene, width, line.text()) } })
  await page.goto(address)
  await page.waitForTimeout(1_500)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (wide > 0) { bad += 1; console.error(`${scene} ${width} ${theme}: ${wide} px sideways`) }
  const small = await page.evaluate(() => [...document.querySelectorAll('button, select, .thumb-nav a')].filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 48).map((one) => one.textContent))
  if (small.length) { bad += 1; console.error(`${scene} ${width}: targets under 48 px`, small) }
  await page.screenshot({ path: `${out}/${scene}-${width}-${theme}.png` })
  await page.screenshot({ path: `${out}/${scene}-${width}-${theme}-full.png`, fullPage: true })
  await page.close()
}

const browser = await chromium.launch({ executablePath: process.env.LOA_CHROMIUM ?? '/usr/bin/chromium', args: kFlags })
let port = 8110
for (const [scene, hold] of Object.entries(kScenes)) {
  if (wanted.length && !wanted.includes(scene)) continue
  const mock = spawn(process.execPath, [fileURLToPath(new URL('mock.mjs', import.meta.url)), `--port=${++port}`, `--scene=${scene === 'playing' ? 'live' : scene}`, `--hold=${hold}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((ready) => mock.stdout.once('data', ready))
  for (const size of kSizes) for (const theme of ['light', 'dark']) await capture(browser, `http://127.0.0.1:${port}/`, scene, size, theme)
  mock.kill()
}
await browser.close()
console.log(bad ? `${bad} things to mend` : 'every scene is clean', `in ${out}`)
process.exitCode = bad ? 1 : 0
