import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ProjectTraining } from './projectTraining.ts'
import { HELD_OUT_FILE, runProjectTraining, TRAIN_FILE } from './projectTraining.ts'
import type { TrainProgress } from './trainingRun.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'project-training-'))
})
afterAll(() => rm(root, { recursive: true }))

const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      id: String(index),
      externalId: `post-${index}`,
      tokens: ['we', 'met', 'Ada', 'Berg', 'today'],
      tags: ['O', 'O', 'B-PER', 'I-PER', 'O'],
      caption: null,
      image: null,
    }),
  ).join('\n')

it('stopped while it is compared goes on without learning anything again', async () => {
  const folder = path.join(root, 'begun')
  await mkdir(folder)
  await writeFile(path.join(folder, TRAIN_FILE), lines(8))
  await writeFile(path.join(folder, HELD_OUT_FILE), lines(4))
  const out = path.join(root, 'new')
  const task: ProjectTraining = {
    name: 'new',
    kind: 'vsgn',
    folder,
    out,
    base: null,
    // it is there by the time it is compared
    compareWith: out,
    sights: null,
    epochs: 1,
    seed: 1,
    threads: 1,
  }
  const stop = new AbortController()
  const stopped = runProjectTraining(task, {
    signal: stop.signal,
    onProgress: ({ stage }) => {
      if (stage === 'loading the models') stop.abort(new Error('enough'))
    },
  })
  await expect(stopped).rejects.toThrow('enough')

  const steps: TrainProgress[] = []
  const trained = await runProjectTraining(task, {
    signal: new AbortController().signal,
    onProgress: (progress) => {
      if (progress.unit === 'steps' && progress.epoch === null) steps.push(progress)
    },
  })
  expect(steps).toEqual([])
  expect(trained).toMatchObject({ epoch: 1, comparison: { posts: 4, first: { sha256: trained.sha256 } } })
}, 120_000)
