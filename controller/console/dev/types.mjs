// npm run types: writes the shapes of controller/api/*.yaml to src/api/openapi.d.ts. test/types.test.ts says when it is stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import yaml from 'js-yaml'
import openapi_ts, { astToString } from 'openapi-typescript'

const kFolder = new URL('../../api/', import.meta.url)
export const kTypesFile = fileURLToPath(new URL('../src/api/openapi.d.ts', import.meta.url))

// The server's merger (controller/services/api_document.cpp) refuses what two files say differently; here the last one wins.
function merged() {
  const whole = { openapi: '3.1.0', info: { title: 'Loa', version: '1' }, paths: {}, components: {} }
  for (const name of readdirSync(kFolder).filter((one) => one.endsWith('.yaml')).sort()) {
    const part = yaml.load(readFileSync(new URL(name, kFolder), 'utf8'))
    for (const [path, methods] of Object.entries(part.paths ?? {})) whole.paths[path] = { ...whole.paths[path], ...methods }
    for (const [kind, held] of Object.entries(part.components ?? {})) whole.components[kind] = { ...whole.components[kind], ...held }
  }
  return whole
}

export async function types_text() {
  return `// Made by npm run types from controller/api/*.yaml.\n${astToString(await openapi_ts(merged()))}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(kTypesFile, await types_text())
