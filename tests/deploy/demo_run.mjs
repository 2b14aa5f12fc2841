// A demo under test: started in a fresh folder, watched through its terminal lines, ended by signal; tells what it left.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const source = process.env.LOA_SOURCE_DIR
export const bin = process.env.LOA_BINARY_DIR

export function fresh_folder(name) {
  return mkdtempSync(join(tmpdir(), `loa-${name}-`))
}

export class DemoRun {
  constructor(folder, words = []) {
    this.folder = folder
    this.lines = []
    this.child = spawn(join(bin, 'deploy/demo/loa-demo'), ['--source', source, '--bin', bin, '--dir', join(folder, 'demo'), ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text) => {
        process.stdout.write(text)
        this.lines.push(...text.split('\n'))
      })
    }
    this.ended = new Promise((done) => this.child.on('exit', (code, signal) => done(code ?? signal)))
  }

  /** The first line that holds `words`, or an error after `seconds`. */
  async line(words, seconds) {
    const until = Date.now() + seconds * 1000
    for (;;) {
      const found = this.lines.find((line) => line.includes(words))
      if (found) return found
      if (this.child.exitCode !== null) throw new Error(`the demo ended before it said "${words}"`)
      if (Date.now() > until) throw new Error(`no "${words}" within ${seconds} s`)
      await new Promise((go) => setTimeout(go, 100))
    }
  }

  async stop(signal = 'SIGINT') {
    if (this.child.exitCode === null) this.child.kill(signal)
    return this.ended
  }

  /** Processes that still name this run's folder on their command line. */
  left_behind() {
    const left = []
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        if (command.includes(this.folder)) left.push(`${pid}: ${command}`)
      } catch {
        // ended while we looked
      }
    }
    return left
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Milliseconds of a 16-bit mono WAV at 48 kHz, and how many of them are not silent. */
export function measure_wav(path) {
  const bytes = readFileSync(path)
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset + 44, (bytes.length - 44) >> 1)
  let loud = 0
  for (let at = 0; at + 48 <= samples.length; at += 48) if (samples.subarray(at, at + 48).some((value) => Math.abs(value) > 100)) loud += 1
  return { length_ms: Math.floor(samples.length / 48), loud_ms: loud }
}
