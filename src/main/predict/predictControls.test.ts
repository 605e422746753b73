import { afterEach, describe, expect, it } from 'vitest'
import type { PictureSight } from '../features/vision/pictureEyes.ts'
import { EYES_RECIPE } from '../features/vision/sighting.ts'
import { CONTROLS } from '../../shared/domain/reading.ts'
import type { ModelClient } from '../jobs/modelClient.ts'
import type { ModelInfo, ModelInput } from '../jobs/modelProtocol.ts'
import { importedPost, publishPosts, steppingClock, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { predictControls } from './predictControls.ts'
import type { ControlChoice, ControlReport } from './predictControls.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const NAMES = ['Ada', 'Bo', 'Cem', 'Dia']
const sightOf = (name: string): PictureSight => ({
  findings: { regions: [], faces: 0, texts: [] },
  features: { patches: new Float32Array([NAMES.indexOf(name)]), regions: new Float32Array(0) },
})

/** Four posts with gold, picture and caption that the current model has read, and a fifth nobody has labelled. */
function readProject(): ProjectStore {
  const store = workshop.create()
  publishPosts(store, [
    ...NAMES.map((name) =>
      importedPost(name, { tags: ['B-PER'], picture: `${name}.jpg`, caption: `of ${name}` }),
    ),
    importedPost('Eve'),
  ])
  const run = store.predictions.startRun({ model: 'm', sha256: 'a', device: 'cpu', at: 'now' })
  const read = [...NAMES, 'Eve'].map((_, index) => ({ postId: index + 1, spans: [] }))
  store.predictions.store(run, read)
  return store
}

interface Run {
  readonly given: ModelInput[]
  readonly report: ControlReport
}

async function control(
  store: ProjectStore,
  info: Partial<ModelInfo> = {},
  choice: Partial<ControlChoice> = {},
  signal = new AbortController().signal,
  onLook: () => void = () => undefined,
): Promise<Run> {
  const given: ModelInput[] = []
  const whole: ModelInfo = {
    ...{ name: 'm', sha256: 'a', labels: ['PER'], device: 'cpu', precision: 'float32', note: '' },
    ...{ inputs: { caption: true, picture: true }, pictureRecipe: EYES_RECIPE },
    ...info,
  }
  const model: Pick<ModelClient, 'load' | 'tag'> = {
    load: () => Promise.resolve(whole),
    tag: (inputs) => {
      given.push(...inputs)
      return Promise.resolve(
        inputs.map(() => [{ start: 0, end: 1, type: 'PER', score: 0.9, runnerUp: null }]),
      )
    },
  }
  const of = (picture: { readonly name: string } | null) => {
    onLook()
    return Promise.resolve(
      picture === null ? null : { sight: sightOf(picture.name.replace('.jpg', '')), reason: null },
    )
  }
  const report = await predictControls(
    { store, model: model as ModelClient, sights: { of, canLook: () => true }, clock: steppingClock() },
    { pack: '/p', controls: CONTROLS, which: 'all', limit: null, ...choice },
    { signal, progress: () => undefined },
  )
  return { given, report }
}

const pictureOf = ({ picture }: ModelInput): string | undefined => NAMES[picture?.patches[0] ?? -1]

describe('controls', () => {
  it('take away the picture, the caption, or give both of another post', async () => {
    const { given, report } = await control(readProject())
    expect(report).toMatchObject({ posts: 4, controls: CONTROLS, leftOut: [] })
    const [noPicture, noCaption, shuffled] = [given.slice(0, 4), given.slice(4, 8), given.slice(8)]
    for (const { tokens, ...input } of noPicture) expect(input).toEqual({ caption: `of ${tokens[0] ?? ''}` })
    for (const input of noCaption) expect([input.caption, pictureOf(input)]).toEqual([null, input.tokens[0]])
    for (const input of shuffled) {
      expect(pictureOf(input)).not.toBe(input.tokens[0])
      expect(input.caption).toBe(`of ${pictureOf(input) ?? ''}`)
    }
    // a permutation: every picture is somebody's
    expect(new Set(shuffled.map(pictureOf))).toEqual(new Set(NAMES))
  })

  it('stand beside the run once all are read, and leave predictions alone', async () => {
    const store = readProject()
    await control(store)
    const [intact, ...controls] = store.readings.list()
    expect(controls.map((one) => one.control)).toEqual(['no-caption', 'no-picture', 'shuffled'])
    for (const key of controls) expect(store.readings.after(key, 0, 9, 'all')).toHaveLength(4)
    expect(store.posts.get(1).predicted).toEqual([])
    expect(store.predictions.current()?.id).toBe(intact?.run)
  })

  it('can go by the picture alone, whether anybody has labelled the post or not', async () => {
    const store = workshop.create()
    const posts = ['Ada', 'Bo', 'Cem', 'Dia'].map((name) => importedPost(name, { picture: `${name}.jpg` }))
    const file = publishPosts(store, [...posts, importedPost('Eve', { tags: ['B-PER'] })])
    store.pictures.add({ hash: 'f'.repeat(64), format: 'png', width: 3, height: 2, bytes: 70 })
    for (const name of ['Bo.jpg', 'Dia.jpg'])
      store.pictures.attach(file, name, { state: 'ok', hash: 'f'.repeat(64) })
    const run = store.predictions.startRun({ model: 'm', sha256: 'a', device: 'cpu', at: 'now' })
    store.predictions.store(
      run,
      [1, 2, 3, 4, 5].map((postId) => ({ postId, spans: [] })),
    )
    const { given } = await control(store, {}, { which: 'pictured', controls: ['no-picture'] })
    expect(given.map(({ tokens }) => tokens[0]).sort()).toEqual(['Bo', 'Dia'])
    const changed = { filter: { pictureChanges: true }, order: 'file', offset: 0, limit: 9 } as const
    expect(store.posts.page(changed).rows.map(({ id }) => id)).toEqual([2, 4])
  })

  it('can keep to some posts, the same ones each time', async () => {
    const store = readProject()
    const draw = async () => (await control(store, {}, { limit: 2 })).given.map(({ tokens }) => tokens[0])
    const first = await draw()
    expect(new Set(first).size).toBe(2)
    expect(await draw()).toEqual(first)
  })

  it('leave out what a model does not read, and refuse one that reads words alone', async () => {
    const store = readProject()
    const blind = { inputs: { caption: true, picture: false }, pictureRecipe: null }
    expect((await control(store, blind)).report).toMatchObject({
      controls: ['no-caption', 'shuffled'],
      leftOut: ['no-picture'],
    })
    const words = { inputs: { caption: false, picture: false }, pictureRecipe: null }
    await expect(control(store, words)).rejects.toThrow('reads neither pictures nor captions')
  })

  it('keep nothing when they are stopped', async () => {
    const store = readProject()
    const stopped = AbortSignal.abort()
    await expect(control(store, {}, {}, stopped)).rejects.toMatchObject({ kind: 'cancelled' })
    expect(store.readings.list()).toHaveLength(1)
  })

  it('look at no more pictures once they are stopped', async () => {
    const stop = new AbortController()
    let looks = 0
    const onLook = (): void => {
      looks++
      stop.abort()
    }
    await expect(control(readProject(), {}, {}, stop.signal, onLook)).rejects.toMatchObject({
      kind: 'cancelled',
    })
    expect(looks).toBe(1)
  })
})
