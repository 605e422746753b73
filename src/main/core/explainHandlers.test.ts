import { expect, test } from 'vitest'
import type { Job } from '../../shared/domain/job.ts'
import { ModelStopped } from '../jobs/modelClient.ts'
import type { CoreParts } from './coreParts.ts'
import { explainHandlers } from './explainHandlers.ts'

const BUNDLED = {
  sha256: 'b'.repeat(64),
  name: 'bundled',
  inputs: { caption: false, picture: false },
  pictureRecipe: null,
}

const POST = {
  tokens: ['Ada', 'met', 'Bo'],
  text: 'Ada met Bo',
  offsets: [0, 3, 4, 7, 8, 10],
  caption: null,
  picture: null,
  state: { spans: null, status: 'new', flagged: false, comment: '' },
}

/** The handler over a store with one post of three tokens, and a model that only says what it was asked. */
function handler(given: {
  run?: { model: string; sha256: string }
  loaded?: string
  answers?: string
  jobs?: Pick<Job, 'kind' | 'state'>[]
  stops?: boolean
}) {
  const asked: unknown[] = []
  const model = {
    info: given.loaded === undefined ? null : { ...BUNDLED, sha256: given.loaded },
    load: (pack: string) => {
      asked.push(pack)
      return Promise.resolve(BUNDLED)
    },
    explain: (input: unknown, span: unknown) => {
      asked.push({ input, span })
      return given.stops === true
        ? Promise.reject(new ModelStopped({ code: null, signal: 'SIGKILL' }))
        : Promise.resolve({ model: { name: 'm', sha256: given.answers ?? given.loaded ?? '' } })
    },
  }
  const store = {
    folder: '/nowhere/project.vsgn',
    posts: { get: () => POST },
    predictions: { current: () => given.run ?? null },
  }
  const parts = { project: { need: () => store }, jobs: { list: () => given.jobs ?? [] }, model }
  const ask = explainHandlers(parts as unknown as CoreParts)['posts.explain']
  return { asked, ask: (start: number, end: number) => ask({ id: 1, span: { start, end } }) }
}

const ours = { model: 'ours', sha256: 'a'.repeat(64) }

test('the model that is loaded and made the predictions is asked at once', async () => {
  const { ask, asked } = handler({
    run: ours,
    loaded: ours.sha256,
    jobs: [{ kind: 'predict', state: 'running' }],
  })
  await expect(ask(0, 1)).resolves.toMatchObject({ model: { sha256: ours.sha256 } })
  expect(asked).toEqual([
    { input: { tokens: ['Ada', 'met', 'Bo'], caption: null }, span: { start: 0, end: 1 } },
  ])
})

test('before there are predictions the bundled model is loaded and asked', async () => {
  const { ask, asked } = handler({})
  await ask(0, 3)
  expect(asked).toEqual([expect.stringContaining('models'), expect.anything()])
})

test('the model of another job is not taken from it', async () => {
  const jobs = [{ kind: 'predict', state: 'running' } as const]
  const { ask, asked } = handler({ jobs })
  await expect(ask(0, 1)).rejects.toMatchObject({ kind: 'refused' })
  expect(asked).toEqual([])
  const late = handler({ run: ours, loaded: ours.sha256, answers: 'c'.repeat(64) })
  await expect(late.ask(0, 1)).rejects.toMatchObject({ kind: 'refused' })
})

test('a model that is not there, tokens that the post has not, and a fallen process are said to be so', async () => {
  const gone = handler({ run: ours, loaded: 'c'.repeat(64) })
  await expect(gone.ask(0, 1)).rejects.toMatchObject({
    kind: 'not-found',
    message: expect.stringContaining('by ours (aaaaaaaaaaaa…)') as string,
  })
  await expect(gone.ask(2, 4)).rejects.toMatchObject({ kind: 'invalid-input' })
  await expect(gone.ask(1, 1)).rejects.toMatchObject({ kind: 'invalid-input' })
  const fallen = handler({ run: ours, loaded: ours.sha256, stops: true })
  await expect(fallen.ask(0, 1)).rejects.toMatchObject({ kind: 'model' })
})
