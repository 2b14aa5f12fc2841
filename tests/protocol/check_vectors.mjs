// Checks protocol/vectors with an implementation of its own, written from protocol/README.md: node:crypto for SHA-256 and
// Ed25519, everything else by hand. Usage: node check_vectors.mjs FOLDER
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const folder = process.argv[2];
let checks = 0;
const failures = [];
const same = (got, want, where) => {
  checks += 1;
  if (JSON.stringify(got) !== JSON.stringify(want)) failures.push(`${where}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
};
const cases = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')).cases;
const unhex = (text) => Buffer.from(text, 'hex');
const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');
const u16 = (n) => Buffer.from([n >> 8, n & 255]);
const u32 = (n) => { const b = Buffer.alloc(4); b.writeUInt32BE(n); return b; };
const u64 = (n) => { const b = Buffer.alloc(8); b.writeBigUInt64BE(BigInt(n)); return b; };

// --- Ed25519 (RFC 8032) with the two rules on top: canonical S (OpenSSL has it), and a key of the prime-order group.
const spki = (raw) => crypto.createPublicKey({ key: Buffer.concat([unhex('302a300506032b6570032100'), raw]), format: 'der', type: 'spki' });
const secret = (seed) => crypto.createPrivateKey({ key: Buffer.concat([unhex('302e020100300506032b657004220420'), seed]), format: 'der', type: 'pkcs8' });
const publicKey = (seed) => crypto.createPublicKey(secret(seed)).export({ format: 'der', type: 'spki' }).subarray(12);
const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (n) => ((n % p) + p) % p;
const power = (base, e) => { let r = 1n; for (base = mod(base); e; e >>= 1n, base = mod(base * base)) if (e & 1n) r = mod(r * base); return r; };
const d = mod(-121665n * power(121666n, p - 2n));
const add = ([x1, y1, z1, t1], [x2, y2, z2, t2]) => {
  const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2)), c = mod(2n * d * t1 * t2), e = mod(2n * z1 * z2);
  return [mod((b - a) * (e - c)), mod((e + c) * (b + a)), mod((e - c) * (e + c)), mod((b - a) * (b + a))];
};
const times = (point, n) => { let r = [0n, 1n, 1n, 0n]; for (; n; n >>= 1n, point = add(point, point)) if (n & 1n) r = add(r, point); return r; };
const identity = ([x, y, z]) => x === 0n && y === z;
function isSound(key) {
  const little = Buffer.from(key).reverse();
  const sign = little[0] >> 7;
  little[0] &= 0x7f;
  const y = BigInt('0x' + little.toString('hex'));
  if (y >= p) return false;
  const xx = mod((y * y - 1n) * power(d * y * y + 1n, p - 2n));
  let x = power(xx, (p + 3n) / 8n);
  if (mod(x * x) !== xx) x = mod(x * power(2n, (p - 1n) / 4n));
  if (mod(x * x) !== xx || (x === 0n && sign)) return false;
  if (Number(x & 1n) !== sign) x = p - x;
  const point = [x, y, 1n, mod(x * y)];
  return !identity(times(point, 8n)) && identity(times(point, order));
}
const verifies = (key, message, signature) => isSound(key) && crypto.verify(null, message, spki(key), signature);

// --- envelope
const limits = { trust: 1 << 20, map: 1 << 20, alert: 2048, root: 4096 };
const types = ['trust', 'renewal', 'suspend', 'map', 'place', 'policy', 'approval', 'template', 'alert', 'stop', 'hush', 'live', 'root', 'time', 'receipt'];
class Refused extends Error {}
const refuse = (code) => { throw new Refused(code); };
class Reader {
  constructor(bytes, code) { this.bytes = bytes; this.at = 0; this.code = code; }
  take(n) {
    if (this.at + n > this.bytes.length) refuse(this.code);
    this.at += n;
    return this.bytes.subarray(this.at - n, this.at);
  }
  number(n) { return Number(BigInt('0x' + this.take(n).toString('hex'))); }
  left() { return this.bytes.length - this.at; }
}
function decodeEnvelope(bytes) {
  const r = new Reader(bytes, 'envelope.truncated');
  if (r.take(4).toString() !== 'LOA1') refuse('envelope.magic');
  const n = r.number(1);
  if (n < 1 || n > 8) refuse('envelope.signatures');
  const signatures = [];
  for (let i = 0; i < n; i += 1) signatures.push({ key: r.take(32).toString('hex'), signature: r.take(64) });
  if (new Set(signatures.map((s) => s.key)).size !== n) refuse('envelope.signatures');
  const type = r.take(r.number(2)).toString('latin1');
  const length = r.number(4);
  if (!types.includes(type)) refuse('envelope.type_unknown');
  if (length > (limits[type] ?? 16384)) refuse('envelope.too_large');
  const payload = r.take(length);
  if (r.left()) refuse('envelope.trailing');
  return { signatures, type, payload };
}
const tail = (type, payload) => Buffer.concat([u16(type.length), Buffer.from(type), u32(payload.length), payload]);
const signedBytes = (network, type, payload) => Buffer.concat([Buffer.from('LOA1'), unhex(network), tail(type, payload)]);
const encodeEnvelope = (signatures, type, payload) =>
  Buffer.concat([Buffer.from('LOA1'), Buffer.from([signatures.length]), ...signatures.flatMap((s) => [unhex(s.key), s.signature]), tail(type, payload)]);
function decodeList(bytes) {
  const r = new Reader(bytes, 'envelope.truncated');
  const out = [];
  for (let n = r.number(4); n > 0; n -= 1) out.push(r.take(r.number(4)).toString('hex'));
  if (r.left()) refuse('envelope.trailing');
  return out;
}
function decodeMail(bytes) {
  const r = new Reader(bytes, 'mail.bad');
  const version = r.number(8);
  if (version > Number.MAX_SAFE_INTEGER) refuse('mail.bad');
  return { version, envelopes: decodeList(bytes.subarray(8)) };
}
function decodeChunk(bytes) {
  const r = new Reader(bytes, 'chunk.bad');
  const [index, count, size] = [r.number(4), r.number(4), r.number(8)];
  const expected = index + 1 === count ? size - index * 65536 : 65536;
  if (!size || count !== Math.ceil(size / 65536) || index >= count || r.left() !== expected) refuse('chunk.bad');
  return { index, count, size };
}
function decodeBitmap(text, count) {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== Math.ceil(count / 8)) refuse('bitmap.bad');
  const set = [];
  for (let i = 0; i < bytes.length * 8; i += 1) if (bytes[i >> 3] & (0x80 >> (i & 7))) set.push(i);
  if (set.some((i) => i >= count)) refuse('bitmap.bad');
  return set;
}
const codeOf = (work) => { try { work(); return ''; } catch (e) { if (e instanceof Refused) return e.message; throw e; } };

// --- the files
const [network, words] = cases('network.json');
same(Buffer.from(network.genesis).toString('hex'), network.genesis_bytes, 'genesis text');
same(sha256(unhex(network.genesis_bytes)), network.network_id, 'network id');
same([...unhex(network.network_id).subarray(0, 8)].map((b) => words.all_words[b]), network.eight_words, 'eight words');

for (const k of cases('keys.json')) {
  same(isSound(unhex(k.public_key)), k.sound, `key ${k.public_key}`);
  if (!k.seed) continue;
  same(publicKey(unhex(k.seed)).toString('hex'), k.public_key, 'public key');
  same(sha256(unhex(k.public_key)), k.key_id, 'key id');
}
for (const c of cases('documents.json')) {
  const payload = Buffer.from(c.payload);
  const message = signedBytes(network.network_id, c.type, payload);
  same(message.toString('hex'), c.signed_bytes, `${c.type} signed bytes`);
  same(sha256(message), c.document_hash, `${c.type} document hash`);
  const seeds = c.signer_seeds.map((n) => Buffer.alloc(32, n));
  const signatures = seeds.map((s) => ({ key: sha256(publicKey(s)), signature: crypto.sign(null, message, secret(s)) }));
  same(encodeEnvelope(signatures, c.type, payload).toString('hex'), c.envelope, `${c.type} envelope`);
  const envelope = decodeEnvelope(unhex(c.envelope));
  same(envelope.signatures.every((s, i) => verifies(publicKey(seeds[i]), message, s.signature)), true, `${c.type} signatures`);
}
for (const c of cases('lists.json')) {
  if (c.what === 'list') same(decodeList(unhex(c.bytes)), c.envelopes, 'list');
  if (c.part_name) same({ hash: sha256(unhex(c.bytes)), size: unhex(c.bytes).length }, c.part_name, 'part name');
  if (c.what === 'mail') same(decodeMail(unhex(c.bytes)), { version: c.version, envelopes: c.envelopes }, 'mail');
  if (c.what === 'library') same(JSON.parse(c.text).approvals.map((t) => Buffer.from(t, 'base64').toString('hex')), c.approvals, 'library');
}

const contentCases = cases('content.json');
const content = Buffer.alloc(contentCases[0].size);
for (let i = 0; i < content.length; i += 1) content[i] = (i * 31 + Math.floor(i / 251)) & 255;
const named = {};
for (const c of contentCases) {
  if (c.what === 'pattern') same(sha256(content), c.sha256, 'pattern');
  if (c.what === 'chunk') {
    const bytes = content.subarray(c.index * 65536, (c.index + 1) * 65536);
    const wire = Buffer.concat([u32(c.index), u32(Math.ceil(content.length / 65536)), u64(content.length), bytes]);
    same(wire.subarray(0, 16).toString('hex'), c.header, 'chunk header');
    same(sha256(wire), c.wire_sha256, 'chunk');
    same(c.topic, `loa/1/content/${sha256(content)}`, 'content topic');
    same(decodeChunk(wire).index, c.index, 'chunk decodes');
  }
  if (c.what === 'bitmap') same(decodeBitmap(c.base64, c.count), c.set, 'bitmap');
  if (c.what === 'want') for (const w of JSON.parse(c.text).contents) same(decodeBitmap(w.missing, Math.ceil(w.size / 65536)).length, 2, 'want');
  if (c.what === 'unit_list') {
    const r = new Reader(unhex(c.bytes), 'short');
    same(r.take(5).toString(), 'LOAU1', 'unit list magic');
    same([r.number(8), r.number(4), r.number(2), r.number(8)], [content.length, c.header_bytes, c.pre_skip, c.total_samples], 'unit list head');
    const n = r.number(4);
    same(n, Math.ceil(content.length / 16384), 'units');
    for (let i = 0; i < n; i += 1) {
      same(r.take(32).toString('hex'), sha256(content.subarray(i * 16384, (i + 1) * 16384)), `unit ${i}`);
      r.take(12);
    }
    same(r.left(), 0, 'unit list end');
    same(sha256(unhex(c.bytes)), c.sha256, 'unit list hash');
    named.units = c.sha256;
  }
  if (c.what === 'manifest') {
    const m = JSON.parse(c.text);
    same([m.audio, m.size, m.unit_list], [sha256(content), content.length, named.units], 'manifest');
    same(sha256(Buffer.from(c.text)), c.sha256, 'manifest hash');
  }
}

for (const c of cases('links.json')) {
  const r = new Reader(unhex(c.frame), 'link.bad');
  same(r.number(4), r.left(), 'frame length');
  same(r.number(1), c.kind, 'frame kind');
  if (c.kind === 0) same(r.take(r.left()).toString(), c.json, 'frame json');
}
for (const c of cases('messages.json')) {
  if (c.topic) same(`loa/1/agent/${c.agent}/${c.leaf}`, c.topic, 'topic');
  else JSON.parse(c.text);
}
for (const c of cases('occurrences.json')) same(sha256(Buffer.from(`loa occurrence 1\n${c.item}\n${c.civil_start}`)), c.occurrence, 'occurrence');

for (const c of cases('refusals.json')) {
  const bytes = c.bytes === undefined ? undefined : unhex(c.bytes);
  const where = `refusal ${JSON.stringify(c).slice(0, 120)}`;
  if (c.what === 'envelope') same(codeOf(() => decodeEnvelope(bytes)), c.code, where);
  if (c.what === 'list') same(codeOf(() => decodeList(bytes)), c.code, where);
  if (c.what === 'mail') same(codeOf(() => decodeMail(bytes)), c.code, where);
  if (c.what === 'chunk') same(codeOf(() => decodeChunk(bytes)), c.code, where);
  if (c.what === 'bitmap') same(codeOf(() => decodeBitmap(c.base64, c.count)), c.code, where);
  if (c.what === 'signature') same(verifies(unhex(c.key), unhex(c.message), unhex(c.signature)), c.holds, where);
}

// The register's story: every signature by a known key holds exactly where the register did not complain of it.
const [opening, ...story] = cases('register.json');
same(sha256(Buffer.from(opening.genesis)), opening.network_id, 'story network');
const keys = new Map();
const learn = (key) => keys.set(sha256(unhex(key)), unhex(key));
JSON.parse(opening.genesis).authority.forEach((a) => learn(a.key));
for (const step of story.filter((s) => s.envelope)) {
  const envelope = decodeEnvelope(unhex(step.envelope));
  const known = envelope.signatures.filter((s) => keys.has(s.key));
  const message = signedBytes(opening.network_id, envelope.type, envelope.payload);
  if (known.length) {
    const good = known.every((s) => verifies(keys.get(s.key), message, s.signature));
    same(good, step.says !== 'envelope.bad_signature', `story: ${step.why}`);
  }
  same(known.length < envelope.signatures.length, step.says === 'trust.unknown_key' || step.says === 'trust.missing', `story keys: ${step.why}`);
  if (envelope.type === 'trust' && step.says === '') JSON.parse(envelope.payload).grants.forEach((g) => learn(g.key));
}

for (const failure of failures) console.error(failure);
console.log(`${checks} checks, ${failures.length} failures`);
process.exit(failures.length || checks < 200 ? 1 : 0);
