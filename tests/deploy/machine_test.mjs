// What the machine is told: a compiler that miscompiles is refused in a plain sentence; an ordinary user without root is
// told which packages to ask for.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const source = process.env.LOA_SOURCE_DIR
const folder = mkdtempSync(join(tmpdir(), 'loa-machine-'))
try {
  const gxx = spawnSync('g++', ['-dumpversion'], { encoding: 'utf8' })
  const major = Number((gxx.stdout ?? '').split('.')[0])
  if (major === 11 || major === 12) {
    const done = spawnSync('cmake', ['-S', source, '-B', join(folder, 'build'), '-DCMAKE_CXX_COMPILER=g++', '-DCMAKE_C_COMPILER=gcc'], { encoding: 'utf8' })
    assert.notEqual(done.status, 0, 'this compiler must be refused')
    assert.match(done.stderr.replaceAll(/\s+/g, ' '), /coroutines/)
    assert.match(done.stderr, /clang-19/)
  } else {
    console.log('no g++ 11 or 12 here: the refusal is not tried')
  }

  mkdirSync(join(folder, 'deploy'))
  chmodSync(folder, 0o755)
  copyFileSync(join(source, 'deploy/install.sh'), join(folder, 'deploy/install.sh'))
  writeFileSync(join(folder, 'deploy/packages.txt'), '# build\nloa-no-such-package\n')
  const script = join(folder, 'deploy/install.sh')
  const as_nobody = process.getuid() === 0 ? ['setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', 'bash', script]] : ['bash', [script]]
  const asked = spawnSync(...as_nobody, { encoding: 'utf8', env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin' } })
  assert.equal(asked.status, 3, asked.stderr)
  const lines = asked.stderr.trim().split('\n')
  assert.equal(lines.length, 1)
  assert.match(lines[0], /loa-no-such-package/)
  console.log('1 passed, 0 failed')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
