// @vitest-environment node
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
// @ts-expect-error a script without types
import { kTypesFile, types_text } from '../dev/types.mjs'

test('the types of the interface are those of controller/api; npm run types makes them anew', async () => {
  expect(readFileSync(kTypesFile as string, 'utf8') === ((await types_text()) as string)).toBe(true)
})
