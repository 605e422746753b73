import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { drawn } from '../import/testing/awkward/drawnPictures.ts'
import { mutantOf, seededRandom } from '../import/testing/mutants.ts'
import { quickFolder } from '../store/store.fixture.ts'
import { nodeProcesses } from './childProcess.ts'
import { createPictureClient } from './pictureClient.ts'

// docs/reliability.md P22: altered pictures stop neither us nor, but for a crash of the decoder, the next picture.
const MUTANTS = Number(process.env['VSGN_PICTURE_MUTANTS'] ?? 500)
const SEED = Number(process.env['VSGN_SEED'] ?? 20_262)
const FOR_PROGRAMMERS = /undefined|\[object|Error|vips|\n/iu

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(quickFolder(), 'picture-mutants-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it(
  `${MUTANTS} altered pictures (seed ${SEED}) are read or called broken, and a sound one is read behind them`,
  { timeout: 60_000 + MUTANTS * 200 },
  async () => {
    const random = seededRandom(SEED)
    const seeds = Object.values(drawn)
    const entry = join(import.meta.dirname, 'pictureProcess.ts')
    const client = createPictureClient(nodeProcesses({ entry: () => entry }))
    const path = join(folder, 'picture')
    const states = { ok: 0, broken: 0 }
    try {
      for (let n = 0; n < MUTANTS; n++) {
        const [seed, other] = [seeds[n % seeds.length], seeds[(n + 1) % seeds.length]] as [Buffer, Buffer]
        writeFileSync(path, mutantOf(seed, other, random))
        const found = await client.inspect(path)
        states[found.state]++
        if (found.state === 'broken') expect(found.reason, `mutant ${n}`).not.toMatch(FOR_PROGRAMMERS)
      }
      writeFileSync(path, drawn.png)
      expect(await client.inspect(path)).toMatchObject({ state: 'ok', width: 48, height: 40 })
    } finally {
      client.close()
    }
    // Changes that all break a picture, or none, would test next to nothing.
    expect(Math.min(states.ok, states.broken)).toBeGreaterThan(MUTANTS / 50)
  },
)
