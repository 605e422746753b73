import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { labelStudio } from './labelStudio.ts'
import { readAll } from './testing/readAll.ts'
import { optionsFor, storedPost, writeAll, writtenPost } from './testing/written.ts'

const [FULL, MIN] = labelStudio.variants
const region = (start: number, end: number, text: string, type: string): JsonObject => ({
  start,
  end,
  text,
  labels: [type],
})
const item = (value: JsonObject, id: string): JsonObject => ({
  id,
  from_name: 'ner',
  to_name: 'text',
  type: 'labels',
  value,
})
/** Its offsets hold `ran` in every unit. */
const LOST = region(4, 7, 'Bob', 'PER')

const read = async (records: readonly object[]) => {
  const { posts, findings } = await readAll(labelStudio, JSON.stringify(records))
  return {
    post: posts[0] as ImportedPost,
    findings: findings.map(({ severity, found }) => [severity, found]),
  }
}
const corrected = (post: ImportedPost, variant = FULL): readonly JsonObject[] => {
  const written = writtenPost(storedPost(post, 1), ['B-ORG', 'O'])
  return JSON.parse(String(writeAll(labelStudio, optionsFor(variant), [written]).get(''))) as JsonObject[]
}
const TOLD = [['warning', 'region 1 says `Bob` and its offsets hold `ran`']]

describe('a region whose words stand elsewhere than its offsets say', () => {
  const task = {
    data: { id: '1', text: 'Ada ran' },
    annotations: [{ id: 9, result: [item(LOST, 'x'), item(region(0, 3, 'Ada', 'PER'), 'y')] }],
  }
  const minimal = { id: 1, text: 'Ada ran', ner: [LOST, region(0, 3, 'Ada', 'PER')], annotation_id: 9 }

  it('is told, is no label, and is kept as it came', async () => {
    const full = await read([task])
    expect(full.findings).toEqual(TOLD)
    expect(full.post).toMatchObject({ tags: ['B-PER', 'O'], meta: { task: { unplaced: [item(LOST, 'x')] } } })
    const flat = await read([minimal])
    expect(flat.findings).toEqual(TOLD)
    expect(flat.post).toMatchObject({ tags: ['B-PER', 'O'], meta: { task: { unplaced: [LOST] } } })
  })

  it('stays where it was after a correction, and is read again', async () => {
    const [full] = corrected((await read([task])).post)
    expect(full).toMatchObject({
      annotations: [{ id: 9, result: [{ value: region(0, 3, 'Ada', 'ORG') }, item(LOST, 'x')] }],
    })
    const [flat] = corrected((await read([minimal])).post, MIN)
    expect(flat).toMatchObject({ ner: [region(0, 3, 'Ada', 'ORG'), LOST], annotation_id: 9 })
    const again = await read([full as JsonObject])
    expect(again.post).toMatchObject({
      tags: ['B-ORG', 'O'],
      meta: { task: { unplaced: [item(LOST, 'x')] } },
    })
  })

  it('goes through files of other formats and of the other variant', async () => {
    const { post } = await read([task])
    const elsewhere = { ...post, layout: null }
    expect(corrected(elsewhere)[0]).toMatchObject({
      data: { id: '1', text: 'Ada ran' },
      annotations: [{ result: [{ value: { labels: ['ORG'] } }, item(LOST, 'x')] }],
    })
    expect(corrected(elsewhere, MIN)[0]).toMatchObject({ label: [{ labels: ['ORG'] }, LOST] })
    const flat = { ...(await read([minimal])).post, layout: null }
    expect(corrected(flat)[0]).toMatchObject({
      annotations: [{ result: [{ value: { labels: ['ORG'] } }, { type: 'labels', value: LOST }] }],
    })
    const twice = await read(corrected(flat, MIN))
    expect(twice.post.meta).toEqual({ task: { unplaced: [LOST] } })
  })
})
