// The page in a real browser, and every way to break the demo by its button or its command. Then Ctrl-C leaves nothing.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { bin, DemoRun, fresh_folder, source } from './demo_run.mjs'

const { chromium } = createRequire(join(source, 'controller/console/package.json'))('playwright-core')
assert.ok(existsSync(join(source, 'controller/console/dist/index.html')), 'build the console first: npm run build in controller/console')

const run = new DemoRun(fresh_folder('page'))
let browser
const cli = (...words) => {
  const done = spawnSync(join(bin, 'controller/cli/loa-cli'), ['--address', address, ...words], { encoding: 'utf8' })
  return { code: done.status, text: done.stdout + done.stderr }
}
const overview = () => JSON.parse(cli('--json', 'status').text)
async function until(what, seconds, seen) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((go) => setTimeout(go, 300))) {
    try {
      const value = await seen()
      if (value) return value
    } catch {
      // the controller may be away for a moment
    }
  }
  throw new Error(`not seen within ${seconds} s: ${what}`)
}

const address = (await run.line('http://127.0.0.1:', 30)).match(/http:\S+/)[0].replace(/\/$/, '')
try {
  await run.line('Xem trên trang', 90)

  // A page of another origin, or under another name, gets nothing.
  const foreign = await fetch(`${address}/demo/actions/forge-alert`, { method: 'POST', headers: { origin: 'http://evil.example' }, body: '{}' })
  assert.equal(foreign.status, 403)

  browser = await chromium.launch({
    executablePath: process.env.LOA_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true })
  const complaints = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
  await page.goto(address)
  await page.getByText('MÔ PHỎNG').first().waitFor()
  await page.getByText('Xã Đông Hòa').first().waitFor()
  await until('six poles', 10, async () => (await page.locator('article.card').count()) === 6)
  await until('some pole plays', 60, async () => (await page.locator('article.card.is-playing').count()) > 0)
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, 'nothing is wider than the phone')
  await page.getByRole('button', { name: /^Nghe/ }).first().click()
  const heard = await fetch(`${address}/demo/listen/${overview().clusters[0].id}`)
  const reader = heard.body.getReader()
  assert.equal(Buffer.from((await reader.read()).value).subarray(0, 4).toString(), 'RIFF')
  await reader.cancel()
  await page.getByRole('button', { name: 'Đề nghị phát giờ yên tĩnh' }).click()
  await page.getByText('12/QĐ-UBND').first().waitFor({ timeout: 15_000 })
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByText('SIMULATION').first().waitFor()
  assert.deepEqual(complaints, [])
  await browser.close()
  browser = undefined

  // The same by commands.
  for (const verb of [['propose-quiet'], ['forge-alert'], ['cut-network', 'agent-2'], ['mend-network', 'agent-2']]) {
    const done = cli('try', ...verb)
    assert.equal(done.code, 0, `${verb}: ${done.text}`)
  }
  assert.equal(cli('try', 'no-such-verb').code, 2)
  const horn = overview().clusters[0].id
  assert.equal(cli('try', 'cut-horn', horn).code, 0)
  await until('the board names the cut horn', 100, () => overview().clusters.find((one) => one.id === horn).state === 'fault')
  assert.equal(cli('try', 'mend-horn', horn).code, 0)
  for (const name of ['agent-1', 'broker', 'bridge-2', 'controller']) assert.equal(cli('try', 'kill', name).code, 0)
  await until('everybody is back', 60, () => overview().agents.every((one) => one.online))

  // The ledger closes, is whole, is altered behind the controller's back, and the check names the row.
  await until('all rows have their proof', 150, () => {
    const rows = JSON.parse(cli('--json', 'ledger', 'list').text).rows
    return rows.length === 9 && rows.every((row) => ['aired', 'partly', 'missed'].includes(row.state))
  })
  assert.match(cli('ledger', 'verify').text, /9/)
  assert.equal(cli('try', 'alter-ledger').code, 0)
  const check = cli('try', 'verify-ledger')
  assert.match(check.text, /Phát hiện 1 dòng bị sửa/)
} finally {
  await browser?.close()
  const code = await run.stop()
  const left = run.left_behind()
  run.remove()
  assert.equal(code, 0, 'Ctrl-C is a good end')
  assert.deepEqual(left, [], 'no process is left')
}
console.log('1 passed, 0 failed')
