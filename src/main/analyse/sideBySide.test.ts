import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_CAUSES } from '../../shared/domain/cause.ts'
import type { ReadingKey } from '../../shared/domain/reading.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import { importedPost, publishPosts, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { causeReport } from './causeReport.ts'
import { chosenReading } from './comparedPosts.ts'
import { errorReport } from './errorReport.ts'
import { reportHtml } from './reportHtml.ts'
import { sideBySide } from './sideBySide.ts'
import type { NamedReading } from './sideBySide.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const name = (type: string): ScoredSpan => ({ start: 0, end: 1, type, score: 0.9, runnerUp: null })

/** Gold is PER everywhere. The run reads posts 1 and 2 right, the control posts 2 and 3; it has not read post 5. */
function twoReadings(): { store: ProjectStore; run: ReadingKey; control: ReadingKey } {
  const store = workshop.create()
  publishPosts(
    store,
    ['Ada', 'Bo', 'Cem', 'Dia', 'Eve'].map((word) => importedPost(word, { tags: ['B-PER'] })),
  )
  const id = store.predictions.startRun({ model: 'm', sha256: 'a', device: 'cpu', at: 'now' })
  const found = (types: readonly string[]) =>
    types.map((type, index) => ({ postId: index + 1, spans: [name(type)] }))
  store.predictions.store(id, found(['PER', 'PER', 'LOC', 'LOC', 'PER']))
  const control = { run: id, control: 'no-picture' } as const
  store.readings.begin(control, 'now')
  store.readings.add(control, found(['LOC', 'PER', 'PER', 'ORG']))
  store.readings.finish(control)
  return { store, run: { run: id, control: null }, control }
}

const named = (store: ProjectStore, key: ReadingKey): NamedReading => ({
  name: key.control ?? 'intact',
  sha256: 'a',
  source: chosenReading(store, key),
})

describe('two readings side by side', () => {
  it('are held against each other on the posts that both have', async () => {
    const { store, run, control } = twoReadings()
    const compared = await sideBySide(named(store, run), named(store, control), 'all')
    expect(compared).toMatchObject({
      posts: 4,
      entities: 4,
      first: { name: 'intact', micro: { f1: 50 } },
      second: { name: 'no-picture', micro: { f1: 50 } },
      difference: { f1: 0 },
      mcnemar: { fixed: 1, broken: 1, p: 1 },
      flips: { fixed: 1, broken: 1, 'both-wrong': 1, 'both-right': 1 },
      postIds: { fixed: [3], broken: [1], 'both-wrong': [4] },
    })
    expect(compared.examples.map(({ postId, flip }) => [postId, flip])).toEqual([
      [3, 'fixed'],
      [1, 'broken'],
      [4, 'both-wrong'],
    ])
  })

  it('give the same report as the run where it is chosen by name, and another one under a control', async () => {
    const { store, run, control } = twoReadings()
    const current = await errorReport(chosenReading(store, undefined), 'all')
    expect(await errorReport(chosenReading(store, run), 'all')).toEqual(current)
    expect(await errorReport(chosenReading(store, control), 'all')).toMatchObject({ posts: 4, correct: 2 })
  })

  it('stand in the report with the causes, and nothing in it is read as markup', async () => {
    const { store, run, control } = twoReadings()
    const source = chosenReading(store, undefined)
    const html = reportHtml({
      project: '<b>mine</b>',
      model: 'm',
      at: 'now',
      report: await errorReport(source, 'all'),
      causes: await causeReport(source, DEFAULT_CAUSES, 'all'),
      controls: [await sideBySide(named(store, run), named(store, control), 'all')],
      examples: { missed: [], spurious: [], 'wrong-type': [], 'wrong-boundary': [] },
    })
    expect(html).toContain('&lt;b&gt;mine&lt;/b&gt;')
    expect(html).not.toContain('<script')
    for (const { name: cause } of DEFAULT_CAUSES) expect(html).toContain(`<th scope="row">${cause}</th>`)
    expect(html).toContain(
      '<th scope="row">no-picture</th><td>4</td><td>50.00</td><td>50.00</td><td>0.00</td>',
    )
  })
})
