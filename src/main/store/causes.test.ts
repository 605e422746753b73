import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_CAUSES } from '../../shared/domain/cause.ts'
import { importedPost, publishPosts, Workshop } from './store.fixture.ts'
import type { ProjectStore } from './types.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())
const by = { author: 'Ada', at: '2026-01-01T00:00:00.000Z' }

function storeWithPost(): ProjectStore {
  const store = workshop.create()
  publishPosts(store, [importedPost('Ada sails')])
  return store
}

describe('causes', () => {
  it('starts with the causes of the paper', () => {
    expect(storeWithPost().causes.list()).toEqual(DEFAULT_CAUSES)
  })

  it('keeps one cause a case, the last one, and lets go of it', () => {
    const { causes } = storeWithPost()
    causes.tag(1, ['0-1-PER|', '|1-2-LOC'], 'other', by)
    causes.tag(1, ['0-1-PER|'], 'annotation-bias', by)
    expect([...(causes.judged().get(1) ?? [])]).toEqual([
      ['0-1-PER|', 'annotation-bias'],
      ['|1-2-LOC', 'other'],
    ])
    causes.tag(1, ['0-1-PER|', '|1-2-LOC'], null, by)
    expect(causes.judged().size).toBe(0)
  })

  it('takes another set, and what cases already say stays', () => {
    const { causes } = storeWithPost()
    causes.tag(1, ['a'], 'other', by)
    const set = [
      { id: 'slang', name: 'Slang' },
      { id: 'annotation-bias', name: 'Gold is wrong' },
    ]
    causes.replace(set)
    expect(causes.list()).toEqual(set)
    expect(causes.judged().get(1)?.get('a')).toBe('other')
    expect(() => causes.tag(1, ['b'], 'other', by)).toThrow(/no cause other/u)
    expect(() => causes.tag(7, ['b'], 'slang', by)).toThrow(/no post 7/u)
  })

  it('refuses a post whose import is not through, so that the import can still be withdrawn', () => {
    const { causes, files, posts } = storeWithPost()
    const staged = files.begin({ name: 'b', format: 'imgid', encoding: '', sha256: '', layout: null })
    posts.insert(staged, [importedPost('Bo rows')])
    expect(() => causes.tag(2, ['a'], 'other', by)).toThrow(/no post 2/u)
    files.discard([staged])
  })
})
