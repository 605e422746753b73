import { mkdtempSync, rmSync } from 'node:fs'
import { cp, mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
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

// a name that is not there and cannot be taken
it.skipIf(process.platform === 'win32')('keeps the one before until the new one has its name', async () => {
  await rename(checkpoint, `${checkpoint}.replaced`)
  await symlink(path.join(folder, 'nowhere'), checkpoint)
  await expect(writeCheckpoint(checkpoint, 'this run', stateAt(4))).rejects.toMatchObject({ kind: 'storage' })
  await rm(checkpoint)
  expect(await load()).toEqual(stateAt(3))
  await writeCheckpoint(checkpoint, 'this run', stateAt(3))
  expect(await readdir(folder)).toEqual(['tiny.checkpoint'])
})

it('says why it cannot be written, and leaves nothing half', async () => {
  const inTheWay = path.join(folder, 'file')
  const place = path.join(inTheWay, 'tiny')
  await writeFile(inTheWay, '')
  await expect(writeCheckpoint(place, 'this run', stateAt(1))).rejects.toMatchObject({
    kind: 'storage',
    message: `The checkpoint cannot be written to ${place}: a part of its path is a file. Choose another folder, and let the training go on from its last checkpoint.`,
  })
  await rm(inTheWay)
})

it('names the file of it that is damaged', async () => {
  const other = path.join(folder, 'other.checkpoint')
  const damage = async (name: string, text: string | null): Promise<unknown> => {
    await writeCheckpoint(other, 'this run', stateAt(1))
    await rm(path.join(other, name))
    if (text !== null) await writeFile(path.join(other, name), text)
    return readCheckpoint(other, (key) => key === 'this run').catch((error: unknown) => error)
  }
  const named = (file: string, found: string) => ({
    kind: 'storage',
    message: expect.stringMatching(`${file}: ${found}, so that .* start anew`) as string,
  })
  expect(await damage('state.json', '')).toMatchObject(named('state.json', 'it is not JSON'))
  expect(await damage('tensors.safetensors', null)).toMatchObject(
    named('tensors.safetensors', 'it is missing'),
  )
  expect(await damage('state.json', 'null')).toMatchObject({ kind: 'refused' })
  await removeCheckpoint(other)
})

it('is gone with whatever a kill left of it', async () => {
  await cp(checkpoint, `${checkpoint}.replaced`, { recursive: true })
  await mkdir(`${checkpoint}.partial`)
  await removeCheckpoint(checkpoint)
  expect(await load()).toBeNull()
  expect(await readdir(folder)).toEqual([])
})
