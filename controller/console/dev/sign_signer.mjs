// node dev/sign_signer.mjs KEY_FILE: signs dist-signer/BUNDLE.json with a release key file (protocol/key_file.cpp; a locked one
// takes its passphrase from LOA_RELEASE_PASSPHRASE) into BUNDLE.sig and prints the public key for signer.release_key.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import sodium from 'libsodium-wrappers-sumo'

const folder = new URL(process.argv[3] ? `file://${process.argv[3]}/` : '../dist-signer/', import.meta.url)
const hex = (text) => Buffer.from(text, 'hex')

async function seed_of(file) {
  const words = readFileSync(file, 'utf8').trim().split(' ')
  if (words[0] === 'loa-key-1' && words.length === 2) return hex(words[1])
  await sodium.ready
  const cost = words[0] === 'loa-key-1-locked' ? [2, 65536] : words[0] === 'loa-key-2-locked' ? words.slice(1, 3).map(Number) : undefined
  if (!cost) throw new Error(`${file} is no key file`)
  const [salt, nonce, box] = words.slice(-3).map(hex)
  const key = sodium.crypto_pwhash(32, process.env.LOA_RELEASE_PASSPHRASE ?? '', salt, cost[0], cost[1] * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13)
  return Buffer.from(sodium.crypto_secretbox_open_easy(box, nonce, key))
}

const [, , key_file] = process.argv
if (!key_file) {
  console.error('usage: npm run sign-signer -- KEY_FILE')
  process.exit(2)
}
const der = Buffer.concat([hex('302e020100300506032b657004220420'), await seed_of(key_file)])
const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
const list = readFileSync(new URL('BUNDLE.json', folder))
writeFileSync(new URL('BUNDLE.sig', folder), `${sign(null, Buffer.concat([Buffer.from('loa bundle 1\n'), list]), key).toString('hex')}\n`)
const public_key = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(12).toString('hex')
console.log(`${fileURLToPath(folder)}: signed\ndigest:      ${createHash('sha256').update(list).digest('hex')}\nrelease_key: ${public_key}`)
