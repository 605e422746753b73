import { expect, test } from 'vitest'
import type { PostState } from '../../shared/domain/post.ts'
import { changeWords } from './changeWords.ts'

const state = (more: Partial<PostState>): PostState => ({
  spans: null,
  status: 'unreviewed',
  flagged: false,
  comment: '',
  ...more,
})
const post = {
  tokens: ['at', 'Oracle', 'Arena'],
  text: 'at Oracle Arena',
  offsets: [0, 2, 3, 9, 10, 15],
  predicted: null,
  state: state({}),
}

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

test('versions whose words are cut otherwise are compared by their characters', () => {
  const cuts = [{ token: 1, at: 3 }]
  const whole = state({ spans: [{ start: 1, end: 3, type: 'LOC' }] })
  const cut = state({ spans: [{ start: 1, end: 4, type: 'LOC' }], cuts })
  expect(changeWords(post, whole, cut)).toBe('split into Ora cle')
  const labelled = state({ spans: [{ start: 2, end: 4, type: 'ORG' }], cuts })
  expect(changeWords(post, cut, labelled)).toBe('Oracle Arena LOC → no entity, cle Arena ORG')
  expect(changeWords(post, cut, whole)).toBe('Oracle joined')
})
