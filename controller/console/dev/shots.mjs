// Captures the built pages in every size, theme and scene into a folder, and fails on page errors, sideways scroll or small
// targets. node dev/shots.mjs [OUT] [scene or screen…]; LOA_CHROMIUM names the browser.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const [out = fileURLToPath(new URL('../shots', import.meta.url)), ...wanted] = process.argv.slice(2)
const kDemoScenes = { live: 2_000, playing: 30_000, long: 30_000, empty: 5_000, failing: 60_000, dead: 30_000 }
const kStationScenes = ['live', 'long', 'empty', 'failing', 'full']
const kSizes = [[1440, 900], [1366, 768], [390, 844]]
const kFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const kScreens = {
  today: '/ban-truc', week: '/lich-phat', day: '/lich-phat?xem=day', month: '/lich-phat?xem=month', item: '/lich-phat?muc=i0', 'item-new': '/lich-phat?muc=moi', inbox: '/hop-viec',
  programmes: '/chuong-trinh', 'programme-new': '/chuong-trinh/moi', programme: '/chuong-trinh/d0', submitted: '/chuong-trinh/d3', quiet: '/khoang-lang', policy: '/quy-che?xa=u0', accounts: '/tai-khoan', practice: '/thuc-hanh', invite: '/moi#abc', login: '/ban-truc',
}
const kOnlyLive = ['item', 'programme', 'submitted', 'item-new', 'programme-new', 'invite', 'login']
mkdirSync(out, { recursive: true })
let bad = 0
const complain = (...words) => { bad += 1; console.error(...words) }

async function open_page(browser, name, [width, height], theme) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme, hasTouch: width < 500 })
  page.on('pageerror', (error) => complain(name, String(error)))
  page.on('console', (line) => { if (line.type() === 'error' && !/ (401|404|412|422|500|502) /.test(line.text())) complain(name, line.text()) })
  return page
}

async function picture(page, name, width) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (wide > 0) complain(`${name}: ${wide} px sideways`)
  if (width < 500) {
    const small = await page.evaluate(() => [...document.querySelectorAll('nav a, nav button, .ant-btn-primary')].filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 40).map((one) => one.textContent))
    if (small.length) complain(`${name}: small targets`, small)
  }
  await page.screenshot({ path: `${out}/${name}.png` })
  await page.screenshot({ path: `${out}/${name}-full.png`, fullPage: true })
}

async function start(...words) {
  const mock = spawn(process.execPath, [fileURLToPath(new URL('mock.mjs', import.meta.url)), '--port=0', ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = await new Promise((ready) => mock.stdout.once('data', ready))
  return { mock, address: String(said).trim().replace(/\/$/, '') }
}

async function demo_scene(browser, scene, hold) {
  const { mock, address } = await start(`--scene=${scene === 'playing' ? 'live' : scene}`, `--hold=${hold}`)
  for (const size of kSizes)
    for (const theme of ['light', 'dark']) {
      const name = `demo-${scene}-${size[0]}-${theme}`
      const page = await open_page(browser, name, size, theme)
      await page.goto(`${address}/`)
      await page.waitForTimeout(1_500)
      await picture(page, name, size[0])
      await page.close()
    }
  mock.kill()
}

async function station_scene(browser, scene, screens) {
  const { mock, address } = await start(`--station=${scene}`)
  for (const size of kSizes)
    for (const theme of size[0] === 1366 ? ['light'] : ['light', 'dark']) {
      const page = await open_page(browser, `${scene}-${size[0]}-${theme}`, size, theme)
      for (const screen of screens) {
        if (screen === 'login') await page.request.delete(`${address}/api/v1/session`)
        await page.goto(`${address}${kScreens[screen]}`)
        await page.waitForLoadState('networkidle')
        await page.waitForTimeout(350)
        await picture(page, `${screen}-${scene}-${size[0]}-${theme}`, size[0])
        if (screen === 'login') await page.request.post(`${address}/api/v1/session`, { data: { login: 'x', password: 'y' } })
      }
      await page.close()
    }
  mock.kill()
}

const browser = await chromium.launch({ executablePath: process.env.LOA_CHROMIUM ?? '/usr/bin/chromium', args: kFlags })
const asked = (name, all) => wanted.length === 0 || !all.some((one) => wanted.includes(one)) || wanted.includes(name)
if (wanted.length === 0 || wanted.includes('demo')) for (const [scene, hold] of Object.entries(kDemoScenes)) await demo_scene(browser, scene, hold)
for (const scene of kStationScenes.filter((one) => asked(one, kStationScenes))) {
  const screens = Object.keys(kScreens).filter((one) => asked(one, Object.keys(kScreens)) && (scene === 'live' || !kOnlyLive.includes(one)))
  await station_scene(browser, scene, screens)
}
await browser.close()
console.log(bad ? `${bad} things to mend` : 'every scene is clean', `in ${out}`)
process.exitCode = bad ? 1 : 0
