// ./loa demo --once as its user meets it: exit code, files, and what they hold. `cut` runs it with one horn's line cut,
// which must be found out.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DemoRun, fresh_folder, measure_wav } from './demo_run.mjs'

const cut = process.argv[2] === 'cut'
const folder = fresh_folder('once')
const own = join(folder, 'bản tin thử.wav')
execFileSync('espeak-ng', ['-v', 'vi', '-w', own, 'Thông báo của ủy ban nhân dân xã. Mời bà con đến nhà văn hóa thôn lúc bảy giờ tối.'])
const out = join(folder, 'out')
const run = new DemoRun(folder, ['--once', '--out', out, '--programme', own])
try {
  if (cut) {
    await run.line('Lên lịch', 60)
    const network = JSON.parse(readFileSync(join(folder, 'demo/network/network.json'), 'utf8'))
    writeFileSync(join(folder, 'demo/run/horns', `${network.stations[1].clusters[0].id}.fault`), 'cut')
  }
  const code = await run.ended
  const result = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'))
  const wavs = readdirSync(join(out, 'clusters'))
  assert.equal(wavs.length, 6)
  assert.equal(result.clusters.length, 9, 'the own file on six clusters, the second programme on three')
  if (cut) {
    assert.equal(code, 1, 'a horn that got nothing must fail the run')
    assert.equal(result.ok, false)
    assert.equal(result.clusters.filter((one) => !one.contains).length, 1)
  } else {
    assert.equal(code, 0)
    assert.ok(result.ok && result.clusters.every((one) => one.contains && Math.abs(one.start_error_ms) <= 1000))
    const ledger = JSON.parse(readFileSync(join(out, 'ledger.json'), 'utf8')).rows
    assert.equal(ledger.length, 9)
    assert.ok(ledger.every((row) => row.state === 'aired' && row.heard === true && row.segments.length === 1))
    assert.equal(new Set(ledger.map((row) => row.occurrence + row.cluster)).size, 9)
    for (const wav of wavs) {
      const { length_ms, loud_ms } = measure_wav(join(out, 'clusters', wav))
      assert.ok(length_ms > 45_000, `${wav} runs from the demo's start: ${length_ms} ms`)
      assert.ok(loud_ms > 3_000 && loud_ms < length_ms - 15_000, `${wav}: ${loud_ms} ms of sound, silence around it`)
    }
  }
  assert.deepEqual(run.left_behind(), [])
  console.log('1 passed, 0 failed')
} finally {
  await run.stop('SIGKILL')
  run.remove()
}
