import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import { EmissionModel } from './emissionModel.ts'
import type { PackContents } from './modelPack.ts'
import { readModelPack, writeModelPack } from './modelPack.ts'
import type { RangesOfGraphs } from './network/productRanges.ts'
import { RangeTally } from './network/productRanges.ts'
import { networkOfPack } from './networkOfPack.ts'
import { Tagger } from './tagger.ts'
import { NONSENSE, NONSENSE_CONFIG } from './testing/nonsensePack.ts'

let folder: string

const random = new SeededRandom(6)
const floats = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal())

async function load(name: string, changes: Partial<PackContents> = {}): Promise<Tagger> {
  const pack = path.join(folder, name)
  await writeModelPack(pack, { ...NONSENSE, ...changes })
  return Tagger.load(pack, { device: 'cpu', threads: 1 })
}

const post = (text: string, caption: string | null = null) => ({
  tokens: text.split(' '),
  caption,
  picture: null,
})
const POSTS = ['Ada saw Rome', 'the end', 'so we met Ines in the rain again !', 'x', 'Ada saw Rome'].map(
  (text) => post(text),
)

async function rangesOf(pack: string): Promise<RangesOfGraphs> {
  const tally = new RangeTally()
  const network = networkOfPack(await readModelPack(pack), pack)
  const model = new EmissionModel(network, { device: 'cpu', threads: 1, tally })
  await model.run(POSTS)
  await model.dispose()
  return tally.ranges
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tagger-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('Tagger', () => {
  it('says of a post the same alone and among others', async () => {
    const tagger = await load('alone')
    const together = await tagger.tag(POSTS)
    expect(together[4]).toEqual(together[0])
    for (const [index, one] of POSTS.entries()) {
      const [alone] = await tagger.tag([one])
      expect(alone?.spans.map(({ start, end, type }) => ({ start, end, type }))).toEqual(
        together[index]?.spans.map(({ start, end, type }) => ({ start, end, type })),
      )
      for (const [at, span] of (alone?.spans ?? []).entries())
        expect(span.score).toBeCloseTo(together[index]?.spans[at]?.score ?? Number.NaN, 4)
    }
    await tagger.dispose()
  })

  it('runs in the precision of its pack, in bytes too the same of a post alone and among others', async () => {
    const floats = await load('floats')
    const ranges = await rangesOf(path.join(folder, 'floats'))
    const serving = { precision: 'int8', devF1: { float32: 70, int8: 70 }, ranges } as const
    const bytes = await load('bytes', { serving })
    expect([bytes.info.precision, floats.info.precision]).toEqual(['int8', 'float32'])
    const together = await bytes.tag(POSTS)
    expect(together).not.toEqual(await floats.tag(POSTS))
    for (const [index, one] of POSTS.entries()) {
      const [alone] = await bytes.tag([one])
      for (const [at, span] of (alone?.spans ?? []).entries())
        expect(span.score).toBeCloseTo(together[index]?.spans[at]?.score ?? Number.NaN, 2)
    }
    await Promise.all([bytes.dispose(), floats.dispose()])
  })

  it('runs in floats where nobody measured the ranges of its products, and says so if asked for bytes', async () => {
    const serving = { precision: 'int8', devF1: { float32: 70, int8: 70 } } as const
    const unmeasured = await load('unmeasured', { serving })
    expect(unmeasured.info.precision).toBe('float32')
    await unmeasured.dispose()
    await expect(
      Tagger.load(path.join(folder, 'unmeasured'), { device: 'cpu', threads: 1, precision: 'int8' }),
    ).rejects.toThrow(/never measured. Run "vsgn precision"/u)
  })

  it('shows a model the captions it has learned to read, and no others', async () => {
    const captioned = post('Ada saw Rome', 'a woman before a fountain')
    const blind = await load('blind')
    expect(await blind.tag([captioned])).toEqual(await blind.tag([post('Ada saw Rome')]))
    await blind.dispose()
    const reading = await load('reading', { inputs: { caption: true, picture: false } })
    expect(await reading.tag([captioned])).not.toEqual(await reading.tag([post('Ada saw Rome')]))
    await reading.dispose()
  })

  it('scores at the temperature of its pack, and finds the same spans', async () => {
    const [plain, warm] = [await load('plain'), await load('warm', { calibration: { temperature: 4 } })]
    const [said, mildly] = [await plain.tag(POSTS), await warm.tag(POSTS)]
    const found = (tagged: typeof said): unknown =>
      tagged.map(({ spans }) => spans.map(({ start, end, type }) => [start, end, type]))
    expect(found(mildly)).toEqual(found(said))
    expect(mildly).not.toEqual(said)
    await Promise.all([plain.dispose(), warm.dispose()])
  })

  it('gives a post of no words no spans', async () => {
    const tagger = await load('empty')
    expect(await tagger.tag([{ tokens: [], caption: null, picture: null }])).toEqual([{ spans: [] }])
    await tagger.dispose()
  })
})

describe('Tagger.explain', () => {
  const picture = { patches: floats(4 * 3), regions: floats(2 * 3) }
  const seen = { ...post('Ada saw Rome', 'a woman before a fountain'), picture }

  const sum = (values: readonly number[] | null | undefined): number =>
    (values ?? []).reduce((total, value) => total + value, 0)

  it('gives the scores that prediction gives, and what they are without each input', async () => {
    const tagger = await load('explained', { inputs: { caption: true, picture: true } })
    const [tagged] = await tagger.tag([seen])
    const told = await tagger.explain(seen, { start: 0, end: 2 })
    expect(told).toMatchObject({ start: 0, end: 2, model: { name: 'nonsense', sha256: tagger.info.sha256 } })
    const [first, second] = told.readings.map(({ score }) => score)
    expect(told.distance).toBe((first ?? NaN) - (second ?? NaN))
    expect(told.readings.map(({ type }) => type).sort()).toEqual(['LOC', 'PER', null])
    expect(told.withoutPicture).not.toEqual(told.readings)
    expect(told.withoutCaption).not.toEqual(told.readings)
    const spans = tagged?.spans ?? []
    expect(told.wholePost[0]?.spans).toEqual(spans.map(({ start, end, type }) => ({ start, end, type })))
    for (const span of spans) {
      const { readings } = await tagger.explain(seen, span)
      expect(readings.find(({ type }) => type === span.type)?.score).toBe(span.score)
    }
    await tagger.dispose()
  })

  it('tells of a span what the network weighed', async () => {
    const tagger = await load('weighed', { inputs: { caption: true, picture: true } })
    const told = await tagger.explain(seen, { start: 0, end: 2 })
    const { picture: looks, captionWords, neighbours } = told
    if (looks === null) throw new Error('the picture is not explained')
    expect(captionWords).toEqual(['a', 'woman', 'before', 'a', 'fountain'])
    for (const shares of [...told.marginals, ...(looks.alignment ?? [])])
      expect(sum(shares)).toBeCloseTo(1, 5)
    expect([looks.rows, looks.columns, looks.patchGate.length]).toEqual([2, 2, 4])
    // the configuration has room for four regions, and two were found
    expect(looks.regionGate.map((share) => share > 0)).toEqual([true, true, false, false])
    expect(sum(looks.regionGate) + sum(looks.patchGate) / 4).toBeCloseTo(1, 5)
    expect(told.fusionGate).toHaveLength(2)
    expect(sum(told.textChannels)).toBeCloseTo(NONSENSE_CONFIG.hidden, 4)
    expect(neighbours.filter(({ token }) => token === 0)).toHaveLength(NONSENSE_CONFIG.topK)
    for (const { kind, index } of neighbours)
      expect(index).toBeLessThan(kind === 'token' ? seen.tokens.length : captionWords.length)
    await tagger.dispose()
  })

  it('speaks of no input that the model is not shown, and of the window that holds the tokens', async () => {
    const blind = await load('unexplained')
    const told = await blind.explain(seen, { start: 2, end: 3 })
    expect(told).toMatchObject({
      withoutPicture: null,
      withoutCaption: null,
      captionWords: [],
      picture: null,
    })
    const long = { ...post(new Array<string>(40).fill('Ada saw Rome !').join(' ')), picture: null }
    const far = await blind.explain(long, { start: 140, end: 141 })
    expect(far.neighbours.length).toBeGreaterThan(0)
    for (const { index } of far.neighbours) expect(Math.abs(index - 140)).toBeLessThanOrEqual(10)
    await expect(blind.explain(seen, { start: 2, end: 4 })).rejects.toThrow(RangeError)
    await blind.dispose()
  })
})

describe('a pack whose parts do not fit is refused', () => {
  it('a missing weight', async () => {
    const weights = new Map(NONSENSE.weights)
    weights.delete('output.bias')
    await expect(load('missing', { weights })).rejects.toThrow(
      /weight "output\.bias" is missing, expected 5/u,
    )
  })

  it('a weight of another shape', async () => {
    const weights = new Map(NONSENSE.weights)
    weights.set('output.bias', { shape: [7], values: new Float32Array(7) })
    await expect(load('shape', { weights })).rejects.toThrow(/weight "output\.bias" is 7, expected 5/u)
  })

  it('a weight too many', async () => {
    const weights = new Map(NONSENSE.weights)
    weights.set('extra.bias', { shape: [1], values: new Float32Array(1) })
    await expect(load('many', { weights })).rejects.toThrow(/it holds \d+ weights, expected \d+/u)
  })

  it('a configuration of another table or other word vectors', async () => {
    const network = (changes: object) => ({ network: { ...NONSENSE.network, ...changes } })
    await expect(load('table', network({ tableRows: 100 }))).rejects.toThrow(
      /its table is 65886 × 128, the network asks for 100 × 128/u,
    )
    const vectors = { shape: [2, 3], values: floats(6) }
    const vocabulary = { frequentWords: ['the', 'saw'], vectorWords: ['Ada', 'saw'], vectors }
    await expect(load('vectors', { vocabulary })).rejects.toThrow(
      /has 9 numbers beside its rows, the network asks for 8/u,
    )
  })

  it('another kind, another way of reading words, or words without vectors', async () => {
    await expect(load('kind', { kind: 'bilstm-crf' })).rejects.toThrow(/is a vsgn, the manifest says bilstm/u)
    const recipe = { text: 'words-9', picture: null }
    await expect(load('recipe', { recipe })).rejects.toThrow(/read as "words-9", not "words-1"/u)
    const vocabulary = { ...NONSENSE.vocabulary, vectorWords: ['Ada'] } as PackContents['vocabulary']
    await expect(load('vectors', { vocabulary })).rejects.toThrow(/holds 2 word vectors for 1 words/u)
  })

  it('labels in another order than the outputs', async () => {
    await expect(load('labels', { labels: ['LOC', 'PER'] })).rejects.toThrow(/labels LOC,PER are not those/u)
  })
})

it('refuses a device that this build does not have instead of taking another', async () => {
  await (await load('device')).dispose()
  const pack = path.join(folder, 'device')
  const foreign = process.platform === 'darwin' ? 'directml' : 'coreml'
  await expect(Tagger.load(pack, { device: foreign, threads: 1 })).rejects.toThrow(
    `"${foreign}" is not part of this build`,
  )
})
