// A bulletin's whole way in a real browser on the running demo: an operator writes it by keyboard, a machine voice speaks it,
// another person approves it on a phone, it is scheduled, aired, heard, and stands in the ledger. LOA_SHOTS: a folder for pictures.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bin, DemoRun, fresh_folder, measure_wav, source } from './demo_run.mjs'

const { chromium } = createRequire(join(source, 'controller/console/package.json'))('playwright-core')
for (const built of ['dist/index.html', 'dist-signer/BUNDLE.json']) assert.ok(existsSync(join(source, 'controller/console', built)), 'build the console first: npm run build in controller/console')

const kCommune = 'Xã Đông Hòa'
// The demo's trust document names her as an author who may sign nothing.
const kOperator = { login: 'lan.donghoa', name: 'Nguyễn Thị Lan' }
const kApprover = { login: 'duyen.donghoa', name: 'Phạm Thị Duyên' }
const kTitle = 'Nhắc giữ yên tĩnh ban đêm'
const kText = 'Kính thưa bà con. Theo Điều 8 Nghị định số 144/2021/NĐ-CP, không gây tiếng ồn từ 22h00 đến 06h00. Xin cảm ơn bà con.'
const kMostToPropose = 12
const kMostToApprove = 3
const kMostFirstRoute = 350 * 1024
const kLeadMs = 20_000
const kShowMs = 75_000
const kDesk = { width: 1440, height: 900 }
const kPhone = { width: 390, height: 844 }
const kBrowser = {
  executablePath: process.env.LOA_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
}

const shots = process.env.LOA_SHOTS
if (shots) mkdirSync(shots, { recursive: true })
const began = Date.now()
const step = (text) => console.log(`  ${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${text}`)
const complaints = []
function watched(page) {
  page.setDefaultTimeout(20_000)
  page.on('response', (response) => void note_refusal(response))
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error}`))
  // Who is not signed in yet is told so by 401, and the browser itself says it aloud.
  page.on('console', (line) => line.type() === 'error' && !line.location().url.endsWith('/api/v1/me') && complaints.push(`${page.url()}: ${line.text()} ${line.location().url}`))
  return page
}
// What the controller refused, in its own words: only shown when the walk breaks.
const refusals = []
const note_refusal = async (response) => {
  if (response.status() >= 400) refusals.push(`${response.url()} ${response.status()} ${await response.text().catch(() => '')}`)
}
async function shot(page, name) {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}
async function until(what, seconds, seen) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((go) => setTimeout(go, 300))) {
    const value = await seen()
    if (value) return value
  }
  throw new Error(`not seen within ${seconds} s: ${what}`)
}

const folder = fresh_folder('bulletin')
// The demo's own show comes first; two seconds of tone in place of its long programme.
const short = join(folder, 'short.wav')
const head = Buffer.from('RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0data\0\0\0\0', 'latin1')
const samples = Buffer.alloc(2 * 48_000 * 2)
for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE(Math.round(8_000 * Math.sin(at / 35)), at)
head.writeUInt32LE(36 + samples.length, 4)
head.writeUInt32LE(samples.length, 40)
writeFileSync(short, Buffer.concat([head, samples]))
const run = new DemoRun(folder, ['--programme', short])
let address
function loa(...words) {
  const done = spawnSync(join(bin, 'controller/cli/loa-cli'), ['--address', address, ...words], { encoding: 'utf8' })
  assert.equal(done.status, 0, `loa ${words.join(' ')}: ${done.stdout}${done.stderr}`)
  return done.stdout
}
const loa_json = (...words) => JSON.parse(loa('--json', ...words))
const link_in = (text) => text.match(/http:\S+/)[0]

/** Every press and every filled field of one person, counted; `key`: without a pointer. */
class Hand {
  constructor(page, key) {
    Object.assign(this, { page, key, count: 0 })
  }
  async press(name, within = this.page) {
    this.count += 1
    const button = within.getByRole('button', { name, exact: true })
    if (!this.key) return button.tap()
    await button.focus()
    await this.page.keyboard.press('Enter')
  }
  async fill(field, text) {
    this.count += 1
    await field.fill(text)
  }
}

async function first_route_weight(page, address) {
  const parts = []
  const note = (response) => /html|javascript|css/.test(response.headers()['content-type'] ?? '') && parts.push(response.body().then((body) => gzipSync(body).length))
  page.on('response', note)
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).waitFor()
  page.off('response', note)
  return (await Promise.all(parts)).reduce((sum, one) => sum + one, 0)
}

async function accept_and_enter(page, link, login, password) {
  await page.goto(link)
  await page.getByRole('textbox', { name: /^Đặt mật khẩu/ }).fill(password)
  await page.getByRole('textbox', { name: 'Nhập lại mật khẩu' }).fill(password)
  await shot(page, `invite-${page.viewportSize().width}`)
  await page.getByRole('button', { name: 'Nhận tài khoản' }).click()
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
}

// RFC 6238, as an authenticator app has it.
function code_of(secret) {
  const bits = [...secret.replace(/[\s=]/g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

async function set_second_factor(page) {
  await page.getByRole('heading', { name: 'Thêm mã xác thực' }).waitFor()
  await page.getByLabel('Mã 6 số trên ứng dụng xác thực').fill(code_of(await page.locator('code.secret').textContent()))
  await shot(page, 'second-factor')
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByRole('button', { name: 'Đã cất, tiếp tục' }).click()
}

/** The officer's key: made on the phone, the browser's page closed and opened again, a test signature, a backup restored. */
async function enrol(phone, link) {
  let page = watched(await phone.newPage())
  await page.goto(link)
  await page.getByRole('heading', { name: 'Ghi danh khóa ký' }).waitFor()
  const passphrase = (await page.locator('ol.words li').allTextContents()).join(' ')
  await page.locator('input[name=label]').fill('Điện thoại Duyên')
  await page.locator('input[name=again]').fill(passphrase)
  await page.getByRole('button', { name: 'Tạo khóa', exact: true }).click()
  await page.getByRole('heading', { name: 'Bây giờ hãy đóng trình duyệt' }).waitFor()
  await page.close()
  page = watched(await phone.newPage())
  await page.goto(link)
  await page.locator('input[name=passphrase]').fill(passphrase)
  await page.getByRole('button', { name: 'Mở khóa và ký thử', exact: true }).click()
  await page.getByRole('heading', { name: 'Bản sao lưu' }).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Tải bản sao lưu', exact: true }).click()
  await (await download).saveAs(join(folder, 'backup.key'))
  await page.locator('input[name=backup]').setInputFiles(join(folder, 'backup.key'))
  await page.locator('input[name=passphrase]').fill(passphrase)
  await page.getByRole('button', { name: 'Thử khôi phục', exact: true }).click()
  await page.getByRole('heading', { name: 'Xong', exact: true }).waitFor()
  await page.close()
  return passphrase
}

/** From a blank page to proposed; gives the draft's page. */
async function write_and_propose(page) {
  const hand = new Hand(page, true)
  await hand.press('Soạn bản tin')
  await hand.fill(page.getByLabel('Tên chương trình'), kTitle)
  await hand.fill(page.getByLabel('Văn bản', { exact: true }), kText)
  await hand.press('Đọc bằng giọng máy')
  await page.getByText('Âm thanh đã sẵn sàng').waitFor()
  await shot(page, 'spoken')
  await hand.press('Trình phê duyệt')
  await page.getByText('Chờ phê duyệt', { exact: true }).waitFor()
  await shot(page, 'proposed')
  assert.equal(await page.getByRole('button', { name: 'Mở trang ký' }).count(), 0, 'who wrote it is offered no way to sign')
  return hand.count
}

async function approve(page, draft, passphrase) {
  await page.goto(draft)
  const hand = new Hand(page, false)
  await page.getByRole('button', { name: 'Mở trang ký' }).waitFor()
  await shot(page, 'approver-link')
  await hand.press('Mở trang ký')
  await page.getByText('✓ Âm thanh đúng với bản đã trình.').waitFor()
  await page.getByRole('heading', { name: kTitle }).waitFor()
  await shot(page, 'signing')
  await hand.fill(page.locator('input[name=passphrase]'), passphrase)
  await hand.press('Mở khóa và duyệt')
  await page.getByRole('heading', { name: 'Đã duyệt', exact: true }).waitFor()
  return hand.count
}

const civil = (ms) => new Date(ms + 7 * 3_600_000).toISOString()
async function schedule(page) {
  await page.reload()
  await page.getByText('Đã phê duyệt: xếp lịch được.').waitFor()
  const hand = new Hand(page, true)
  await hand.press('Xếp lịch phát')
  const start = Math.ceil(Math.max(Date.now() + kLeadMs, began + kShowMs) / 60_000) * 60_000
  const day = page.getByRole('textbox', { name: 'Ngày', exact: true })
  const wanted = civil(start).slice(0, 10).split('-').reverse().join('/')
  if ((await day.inputValue()) !== wanted) await hand.fill(day, wanted)
  await hand.fill(page.getByLabel('Giờ bắt đầu'), civil(start).slice(11, 16))
  await page.getByText('Không trùng lịch, đúng quy chế.').waitFor()
  await shot(page, 'schedule')
  await hand.press('Lưu vào lịch')
  await page.getByText('Đã lưu vào lịch.').waitFor()
  return { start, count: hand.count }
}

let desk, phone, desk_page
try {
  address = link_in(await run.line('Mở trang:', 30)).replace(/\/$/, '')
  await run.line('Xem trên trang', 90)
  step('the demo is up')
  desk = await chromium.launch(kBrowser)
  phone = await chromium.launchPersistentContext(join(folder, 'phone'), { ...kBrowser, viewport: kPhone, hasTouch: true, acceptDownloads: true })

  // Two accounts and one key, as the province gives them out.
  const enrolment = link_in(loa('officer', 'enrol', kApprover.name, '--unit', kCommune))
  const passphrase = await enrol(phone, enrolment)
  const keys = join(run.folder, 'demo/network/keys')
  loa('officer', 'grant', kApprover.name, '--authority', join(keys, 'authority-1.key'), '--authority', join(keys, 'authority-2.key'), '--like', 'Trần Văn Minh')
  const invite = ({ login, name }, role) => link_in(loa('account', 'invite', login, '--name', name, '--role', role, '--unit', kCommune, '--person', name))
  const operator_link = invite(kOperator, 'commune_operator')
  const approver_link = invite(kApprover, 'commune_approver')
  step(`${kApprover.name} has a key on the phone, and the province granted it`)

  const office = await desk.newContext({ viewport: kDesk, reducedMotion: 'reduce' })
  desk_page = watched(await office.newPage())
  await accept_and_enter(desk_page, operator_link, kOperator.login, 'trâu xanh ăn cỏ non')
  await desk_page.getByRole('heading', { name: /Sẵn sàng/ }).first().waitFor()
  const phone_page = watched(await phone.newPage())
  await accept_and_enter(phone_page, approver_link, kApprover.login, 'bốn con chim sẻ nâu')
  await set_second_factor(phone_page)
  await phone_page.getByRole('heading', { level: 1 }).first().waitFor()
  await shot(phone_page, 'approver-home')
  step('both invitations are accepted, the approver has a second factor')

  const origin = new URL(desk_page.url()).origin
  const weight = await first_route_weight(watched(await office.newPage()), `${origin}/ban-truc`)
  assert.ok(weight > 0 && weight <= kMostFirstRoute, `first route: ${weight} bytes gzip`)
  await shot(desk_page, 'today')

  const proposing = await write_and_propose(desk_page)
  assert.ok(proposing <= kMostToPropose, `${proposing} interactions to propose`)
  const draft = desk_page.url()
  step(`written, spoken and proposed by keyboard in ${proposing} interactions`)

  // The author's session gets no signing link, whatever the page shows.
  const own = await desk_page.request.post(`${origin}/api/v1/drafts/${draft.split('/').pop()}/link`, { headers: { origin, 'x-loa-console': '1' } })
  assert.equal(own.status(), 403, `the author asks for the signing link: ${await own.text()}`)
  const approving = await approve(phone_page, draft, passphrase)
  assert.ok(approving <= kMostToApprove, `${approving} interactions to approve`)
  await shot(phone_page, 'approved')
  step(`approved on the phone in ${approving} interactions; the author was refused the link`)

  const { start, count } = await schedule(desk_page)
  step(`scheduled for ${civil(start).slice(11, 16)} in ${count} interactions`)
  await desk_page.goto(`${origin}/ban-truc`)
  await desk_page.locator('.airing', { hasText: kTitle }).first().waitFor()
  const airing = await until('the bulletin plays', (start - Date.now()) / 1000 + 15, () => loa_json('status').clusters.filter((one) => one.title === kTitle && one.state === 'playing').length > 0)
  assert.ok(airing)
  step('it is on air')
  await desk_page.getByText('đang phát', { exact: true }).first().waitFor()
  await shot(desk_page, 'on-air')

  const rows = await until('every row has its proof', 60, () => {
    const found = loa_json('ledger', 'list').rows.filter((row) => row.title === kTitle)
    return found.length === 3 && found.every((row) => !['planned', 'delivered'].includes(row.state)) && found
  })
  for (const row of rows) {
    assert.equal(row.state, 'aired', JSON.stringify(row))
    assert.equal(row.heard, true, JSON.stringify(row))
    assert.equal(row.unit_name, kCommune)
    assert.equal(row.planned_start, start)
    assert.equal(row.approved_by, kApprover.name)
  }
  const programme = loa_json('status').programmes.find((one) => one.title === kTitle)
  assert.equal(programme.author_name, kOperator.name)
  for (const row of rows) assert.ok(measure_wav(join(run.folder, 'demo/run/horns', `${row.cluster}.wav`)).loud_ms > 0)
  step(`the ledger says aired and heard for ${rows.length} clusters, approved by ${rows[0].approved_by}`)
  assert.deepEqual(complaints, [], 'no page complains')
  console.log(`1 passed, 0 failed (${proposing} interactions to propose, ${approving} to approve, ${count} to schedule; first route ${Math.round(weight / 1024)} kB gzip; ${Math.round((Date.now() - began) / 1000)} s)`)
} catch (error) {
  for (const page of [...(phone?.pages() ?? []), ...(desk?.contexts() ?? []).flatMap((one) => one.pages())]) {
    console.error(page.url(), await page.locator('body').innerText().catch(() => ''))
    await shot(page, `failed-${page.viewportSize()?.width}`).catch(() => {})
  }
  console.error(complaints, refusals)
  throw error
} finally {
  await desk?.close()
  await phone?.close()
  const code = await run.stop()
  const left = run.left_behind()
  run.remove()
  assert.equal(code, 0, 'Ctrl-C is a good end')
  assert.deepEqual(left, [], 'no process is left')
}
