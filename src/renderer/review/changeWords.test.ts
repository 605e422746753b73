import { expect, test } from 'vitest'
import type { PostState } from '../../shared/domain/post.ts'
import { changeWords } from './changeWords.ts'

const post = { tokens: ['at', 'Oracle', 'Arena'], text: 'at Oracle Arena', offsets: [0, 2, 3, 9, 10, 15] }
const state = (more: Partial<PostState>): PostState => ({
  spans: null,
  status: 'unreviewed',
  flagged: false,
  comment: '',
  ...more,
})

test('a change is told by its words, old and new', () => {
  const spans = [{ start: 1, end: 3, type: 'LOC' }]
  const org = [{ start: 1, end: 3, type: 'ORG' }]
  expect(changeWords(post, state({}), state({ spans, status: 'reviewed' }))).toBe(
    'Oracle Arena LOC, reviewed',
  )
  expect(changeWords(post, state({ spans }), state({ spans: org }))).toBe('Oracle Arena LOC → ORG')
  expect(changeWords(post, state({ spans, comment: 'x' }), state({ spans: [], flagged: true }))).toBe(
    'Oracle Arena LOC → no entity, flagged, comment removed',
  )
})
