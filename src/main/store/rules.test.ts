import { afterEach, expect, it } from 'vitest'
import { NO_RULES } from '../../shared/domain/projectRules.ts'
import { edit, importedPost, publishPosts, stateWith, Workshop } from './store.fixture.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

it('keeps what the annotators of a project agreed on', () => {
  const store = workshop.create()
  expect(store.rules.get()).toEqual(NO_RULES)
  const rules = { nested: true, guidelines: '# PER', reasons: ['Two readings'] }
  store.rules.replace(rules)
  expect(store.rules.get()).toEqual(rules)
})

it('finds the posts that were commented on for a reason, and keeps the reason in the log', () => {
  const store = workshop.create()
  publishPosts(store, [importedPost('Ada sails'), importedPost('Ada rows')])
  store.corrections.save(edit({ postId: 2, after: stateWith({ reason: 'Two readings' }) }))
  const page = store.posts.page({ filter: { reason: 'Two readings' }, order: 'file', offset: 0, limit: 10 })
  expect(page).toMatchObject({ total: 1, rows: [{ id: 2 }] })
  expect(store.corrections.history(2)).toMatchObject([{ after: { reason: 'Two readings' } }])
  store.corrections.save(edit({ editId: 'taken-back', postId: 2, expectedRevision: 1, after: stateWith({}) }))
  expect(store.posts.get(2).state).toEqual(stateWith({}))
  expect(store.verify()).toEqual([])
})
