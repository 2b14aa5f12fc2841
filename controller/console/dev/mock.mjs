// Serves dist and plays a World (the demo's page) or a Station (the console) behind the interface, on loopback only.
// node dev/mock.mjs [--port=8099] [--scene=live|long|empty|failing|dead] [--hold=MS]
// node dev/mock.mjs --station=live|empty|failing|full|long
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Station } from './mock_station.mjs'
import { World } from './mock_world.mjs'

const options = Object.fromEntries(process.argv.slice(2).map((word) => word.replace(/^--/, '').split('=')))
const world = new World(options.scene ?? 'live', options.hold === undefined ? undefined : Number(options.hold))
const station = options.station ? new Station(options.station) : null
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const kTypes = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' }

function json(response, value, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

function stream(request, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const send = (event, value) => response.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`)
  const whole = () => {
    const demo = world.demo()
    send('demo', demo)
    if (demo.controller_reachable || !response.overview_sent) send('overview', world.overview())
    response.overview_sent = true
  }
  whole()
  const timers = [setInterval(whole, 500), setInterval(() => world.demo().controller_reachable && send('levels', world.levels()), 200)]
  request.on('close', () => timers.forEach(clearInterval))
}

/** An endless wave file: a soft tone while the horn plays, zeros while it is silent. */
function listen(request, response, cluster) {
  const rate = 16_000
  const head = Buffer.alloc(44)
  head.write('RIFF', 0); head.writeUInt32LE(0xffffffff, 4); head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16); head.writeUInt16LE(1, 20); head.writeUInt16LE(1, 22); head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28); head.writeUInt16LE(2, 32); head.writeUInt16LE(16, 34); head.write('data', 36); head.writeUInt32LE(0xffffffff, 40)
  response.writeHead(200, { 'content-type': 'audio/wav', 'cache-control': 'no-store' })
  response.write(head)
  let sample = 0
  const push = () => {
    const gain = world.playing(cluster) ? 3_000 : 0
    const piece = Buffer.alloc(rate / 5)
    for (let i = 0; i < piece.length / 2; i += 1) piece.writeInt16LE(Math.round(gain * Math.sin((sample++ * 2 * Math.PI * 330) / rate)), i * 2)
    response.write(piece)
  }
  const timer = setInterval(push, 100)
  request.on('close', () => clearInterval(timer))
}

async function act(request, response, verb) {
  let text = ''
  for await (const piece of request) text += piece
  setTimeout(() => json(response, world.act(verb, JSON.parse(text || '{}'))), 400)
}

async function ask_station(request, response, url) {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  const text = Buffer.concat(pieces).toString()
  let body = null
  try {
    body = text ? JSON.parse(text) : null
  } catch {
    body = text
  }
  const found = station.answer(request.method, url.pathname, url.searchParams, body, request.headers) ?? { status: 404, body: { status: 404, errors: [] } }
  response.writeHead(found.status, { 'content-type': 'application/json', ...found.headers })
  response.end(found.status === 204 ? undefined : JSON.stringify(found.body))
}

async function file(response, path) {
  // Addresses of screens have no dot: they are the page.
  const name = extname(path) === '' ? 'index.html' : normalize(path).replace(/^\/+/, '')
  try {
    const body = await readFile(join(dist, name))
    response.writeHead(200, { 'content-type': kTypes[extname(name)] ?? 'application/octet-stream', 'content-security-policy': "default-src 'self'" })
    response.end(body)
  } catch {
    json(response, {}, 404)
  }
}

const kSteps = [
  { code: 'slot', text_vi: 'Lịch “Luật Đất đai 2024” lúc 05:30:20 áp dụng cho cụm này.', text_en: 'The slot “Luật Đất đai 2024” at 05:30:20 applies here.' },
  { code: 'policy', text_vi: 'Quy chế 12/QC-UBND cho phép phát 05:30–21:00.', text_en: 'Regulation 12/QC-UBND allows 05:30–21:00.' },
]

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://mock')
  const { pathname } = url
  if (station && pathname.startsWith('/api/v1/')) return void ask_station(request, response, url)
  if (pathname === '/api/v1/stream') return stream(request, response)
  if (pathname === '/api/v1/overview') return world.demo().controller_reachable ? json(response, world.overview()) : json(response, {}, 502)
  if (pathname === '/api/v1/explain') return json(response, { steps: kSteps })
  if (pathname.startsWith('/demo/listen/')) return listen(request, response, pathname.split('/').pop())
  if (pathname.startsWith('/demo/actions/')) return void act(request, response, pathname.split('/').pop())
  return void file(response, pathname)
})
server.listen(Number(options.port ?? 8099), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`))
