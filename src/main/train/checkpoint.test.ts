import { mkdtempSync, rmSync } from 'node:fs'
import { cp, readdir, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { TrainingState } from './checkpoint.ts'
import { readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'checkpoint-'))
afterAll(() => rmSync(folder, { recursive: true }))

const checkpoint = path.join(folder, 'tiny.checkpoint')
const stateAt = (step: number): TrainingState => ({
  epoch: 0,
  batch: step,
  lossSum: 1.5,
  step,
  plannedSteps: 9,
  history: [],
  weights: { values: new Map([['w', Float32Array.of(step)]]), table: Float32Array.of(1, 2) },
  optimiser: {
    moments: new Map([['w', { steps: step, mean: Float32Array.of(3), square: Float32Array.of(4) }]]),
    table: { mean: Float32Array.of(5), square: Float32Array.of(6), steps: Int32Array.of(7) },
  },
  best: null,
})
const load = () => readCheckpoint(checkpoint, (key) => key === 'this run')

it('comes back whole, wherever a kill struck while a newer one took its place', async () => {
  expect(await load()).toBeNull()
  await writeCheckpoint(checkpoint, 'this run', stateAt(1))
  expect(await load()).toEqual(stateAt(1))
  // killed after the old one was moved away and before the new one got its name
  await rename(checkpoint, `${checkpoint}.replaced`)
  expect(await load()).toEqual(stateAt(1))
  await writeCheckpoint(checkpoint, 'this run', stateAt(2))
  expect(await load()).toEqual(stateAt(2))
  // killed before the old one was removed
  await cp(checkpoint, `${checkpoint}.replaced`, { recursive: true })
  await writeCheckpoint(checkpoint, 'this run', stateAt(3))
  expect(await load()).toEqual(stateAt(3))
  expect(await readdir(folder)).toEqual(['tiny.checkpoint'])
})

it('is gone with whatever a kill left of it', async () => {
  await cp(checkpoint, `${checkpoint}.replaced`, { recursive: true })
  await removeCheckpoint(checkpoint)
  expect(await load()).toBeNull()
  expect(await readdir(folder)).toEqual([])
})
