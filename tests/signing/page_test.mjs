// An officer in Chromium: makes a key, closes, reopens, tests, backs up, approves in at most three presses, sends back; a wrong
// passphrase and altered sound are refused; a key that a private window lost is found out. LOA_SHOTS names a folder for screenshots.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const source = process.env.LOA_SOURCE_DIR
const bin = process.env.LOA_BINARY_DIR
const { chromium } = createRequire(join(source, 'controller/console/package.json'))('playwright-core')
const folder = mkdtempSync(join(tmpdir(), 'loa-signing-'))
const shots = process.env.LOA_SHOTS
if (shots) mkdirSync(shots, { recursive: true })

class Stage {
  constructor() {
    this.child = spawn(join(bin, 'tests/signing/loa-signing-stage'), [join(folder, 'stage'), join(source, 'controller/console/dist-signer')], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]()
  }
  async answer() {
    const { value, done } = await this.lines.next()
    if (done) throw new Error('the stage ended')
    return JSON.parse(value)
  }
  ask(command) {
    this.child.stdin.write(`${command}\n`)
    return this.answer()
  }
  async stop() {
    const ended = new Promise((done) => this.child.on('exit', done))
    this.child.stdin.end()
    return ended
  }
}

const kFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const faults = []
async function open(context, address) {
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (line) => { if (line.type() === 'error' && !/status of 4(04|09|10|22)/.test(line.text())) faults.push(line.text()) })
  page.on('request', (request) => { if (!request.url().startsWith('blob:') && new URL(request.url()).hostname !== 'localhost') faults.push(`asks ${request.url()}`) })
  await page.goto(address)
  return page
}
async function shot(page, name) {
  if (!shots) return
  for (const [width, height] of [[390, 844], [1440, 900]]) {
    await page.setViewportSize({ width, height })
    await page.waitForTimeout(150)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.ok(wide <= 0, `${name} at ${width}: ${wide} px sideways`)
    await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true })
  }
  await page.setViewportSize({ width: 390, height: 844 })
}
const heading = (page, text) => page.getByRole('heading', { name: text, exact: true }).waitFor()
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

const stage = new Stage()
let other
// A profile on disk: what a phone has. A private window would lose the key, which is refused below.
const browser = await chromium.launchPersistentContext(join(folder, 'profile'), {
  executablePath: process.env.LOA_CHROMIUM ?? '/usr/bin/chromium', args: kFlags, viewport: { width: 390, height: 844 }, hasTouch: true, acceptDownloads: true,
})
try {
  assert.deepEqual(await stage.answer(), { ready: true })

  // --- enrolment
  const { url } = await stage.ask('invite Nguyễn Thị Hồng Hạnh')
  let page = await open(browser, url)
  await heading(page, 'Ghi danh khóa ký')
  await shot(page, 'enrol-words')
  const words = (await page.locator('ol.words li').allTextContents()).join(' ')
  assert.equal(words.split(' ').length, 4)
  await page.locator('input[name=label]').fill('Điện thoại Hạnh')
  await page.locator('input[name=again]').fill('mot hai ba bon')
  await press(page, 'Tạo khóa')
  await page.getByText('Hai lần nhập không giống nhau.').waitFor()
  const typed = words.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replaceAll('đ', 'd').toUpperCase()
  await page.locator('input[name=again]').fill(typed)
  await press(page, 'Tạo khóa')
  await heading(page, 'Bây giờ hãy đóng trình duyệt')
  await shot(page, 'enrol-close')
  await page.reload()
  await page.getByText('Trang vẫn chưa được đóng').waitFor()
  await page.close()
  page = await open(browser, url)
  await heading(page, 'Thử chữ ký')
  await shot(page, 'enrol-test')
  await page.locator('input[name=passphrase]').fill(typed)
  await press(page, 'Mở khóa và ký thử')
  await heading(page, 'Bản sao lưu')
  await shot(page, 'enrol-backup')
  const download = page.waitForEvent('download')
  await press(page, 'Tải bản sao lưu')
  const backup = join(folder, 'backup.key')
  await (await download).saveAs(backup)
  await page.locator('input[name=backup]').setInputFiles(backup)
  await page.locator('input[name=passphrase]').fill(words)
  await press(page, 'Thử khôi phục')
  await heading(page, 'Xong')
  await shot(page, 'enrol-done')
  await page.close()

  // --- a request before and after the grant
  const asked = await stage.ask('request')
  page = await open(browser, asked.url)
  await page.getByText('chưa được quyền duyệt').waitFor()
  await page.close()
  assert.equal((await stage.ask('grant')).state, 'tested')
  page = await open(browser, asked.url)
  await page.getByText('✓ Âm thanh đúng với bản đã trình.').waitFor()
  const said = await page.locator('.said li').allTextContents()
  assert.match(said[0], /^Phát tới 1 đơn vị: /)
  assert.ok(said.includes('Tối đa 2 lần mỗi ngày') && said.includes('Âm lượng không quá 70 %'), said.join(' | '))
  await shot(page, 'approve-locked')
  const small = await page.evaluate(() => [...document.querySelectorAll('button')].filter((one) => one.getBoundingClientRect().height < 48).map((one) => one.textContent))
  assert.deepEqual(small, [])
  await page.locator('input[name=passphrase]').fill('sai sai sai sai')
  await press(page, 'Mở khóa và duyệt')
  await page.getByText('Sai cụm từ mật khẩu').waitFor()
  assert.equal((await stage.ask('approvals')).approvals, 0)
  await page.evaluate(() => document.querySelector('audio').play())
  await page.waitForFunction(() => document.querySelector('audio').ended, undefined, { timeout: 20_000 })
  await page.locator('input[name=passphrase]').fill(typed)
  await press(page, 'Mở khóa và duyệt')
  await heading(page, 'Đã duyệt')
  await shot(page, 'approve-done')
  assert.equal((await stage.ask('approvals')).approvals, 1)

  // --- the key is open: one press
  await page.goto((await stage.ask('request')).url)
  await page.getByText('Khóa đang mở').waitFor()
  await shot(page, 'approve-open')
  await press(page, 'Duyệt phát')
  await heading(page, 'Đã duyệt')

  // --- sent back
  await page.goto((await stage.ask('request')).url)
  await press(page, 'Trả lại')
  await press(page, 'Ký và trả lại')
  await page.getByText('Hãy ghi lý do.').waitFor()
  await page.locator('textarea').fill('Sai ngày có hiệu lực ở câu đầu.')
  await shot(page, 'reject')
  await press(page, 'Ký và trả lại')
  await heading(page, 'Đã trả lại')

  // --- a regulation handed over in the link
  const payload = (await stage.ask('policy')).payload
  await page.goto(`${new URL(url).origin}/#d=${Buffer.from(payload).toString('base64url')}`)
  await page.getByText('Được phát: Hằng ngày 05:30–20:00').waitFor()
  await shot(page, 'policy')
  await press(page, 'Ký quy chế')
  await heading(page, 'Đã ký')
  assert.equal((await stage.ask('policies')).policies, 1)

  // --- a quiet spell, then Im lặng, by the console's links
  const paper = await stage.ask('paper')
  await page.goto(paper.url)
  await page.getByText(/^Khoảng lặng .+: tang lễ, nhà ông Bình$/).waitFor()
  await shot(page, 'quiet')
  await press(page, 'Ký quy chế')
  await heading(page, 'Đã ký')
  await page.goto(`${new URL(url).origin}/#h=${paper.unit}`)
  await page.getByText('Đến khi bấm Phát lại').waitFor()
  await shot(page, 'hush')
  await page.getByRole('button', { name: /^Im lặng: / }).click()
  await page.getByText('Đã gửi lệnh im lặng').waitFor()
  const hushed = JSON.parse((await stage.ask('hushes')).last)
  assert.deepEqual([hushed.unit, hushed.released], [paper.unit, false])
  await page.getByRole('button', { name: /^Phát lại: / }).click()
  await page.getByText('được phát lại').waitFor()
  assert.equal(JSON.parse((await stage.ask('hushes')).last).released, true)

  // --- refused: altered sound
  const before = (await stage.ask('approvals')).approvals
  await stage.ask('tamper')
  await page.goto((await stage.ask('request')).url)
  await page.getByText('KHÁC với bản đã trình').waitFor()
  await page.getByText('Không có gì được ký.').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Duyệt phát' }).count(), 0)
  await shot(page, 'tampered')
  await stage.ask('mend')
  await page.goto('about:blank')
  await page.goto(asked.url)
  await page.getByText('đã có người xử lý').waitFor()
  await page.close()
  assert.equal((await stage.ask('approvals')).approvals, before)

  // --- Im lặng in one press, and English
  page = await open(browser, new URL(url).origin)
  await shot(page, 'home')
  await page.getByRole('button', { name: /^Im lặng: / }).click()
  await page.getByText('Đã gửi lệnh im lặng').waitFor()
  await press(page, 'English')
  await heading(page, 'Signing keys on this device')
  await page.close()

  // --- another device without a key shows a code
  other = await chromium.launch({ executablePath: process.env.LOA_CHROMIUM ?? '/usr/bin/chromium', args: kFlags })
  let window = await other.newContext({ viewport: { width: 390, height: 844 } })
  page = await open(window, (await stage.ask('request')).url)
  await page.locator('svg.qr').waitFor()
  await shot(page, 'approve-qr')

  // --- what a private window loses is found out; an app's own browser is refused at once
  const lost = (await stage.ask('invite Ai Đó')).url
  page = await open(window, lost)
  await heading(page, 'Ghi danh khóa ký')
  await page.locator('input[name=again]').fill((await page.locator('ol.words li').allTextContents()).join(' '))
  await press(page, 'Tạo khóa')
  await heading(page, 'Bây giờ hãy đóng trình duyệt')
  await window.close()
  window = await other.newContext({ viewport: { width: 390, height: 844 } })
  page = await open(window, lost)
  await heading(page, 'Khóa đã mất')
  await window.close()
  window = await other.newContext({ viewport: { width: 390, height: 844 }, userAgent: 'Mozilla/5.0 (Linux; Android 13) Chrome/131.0 Mobile Safari/537.36 Zalo android/12' })
  page = await open(window, lost)
  await heading(page, 'Không ghi danh được trong cửa sổ này')
  await shot(page, 'enrol-refused')

  assert.deepEqual(faults, [])
  console.log('1 passed, 0 failed')
} catch (error) {
  for (const one of [...browser.pages(), ...(other?.contexts() ?? []).flatMap((context) => context.pages())]) console.error(one.url(), await one.locator('body').innerText().catch(() => ''))
  throw error
} finally {
  await other?.close()
  await browser.close()
  await stage.stop()
  rmSync(folder, { recursive: true, force: true })
}
