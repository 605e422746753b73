import { expect, it } from 'vitest'
import { DEFAULT_EXPORT, presetChoices, presetOf, settled, suggestName } from './exportChoices.ts'

it('names a file after what it holds', () => {
  expect(suggestName('Courtside sample', DEFAULT_EXPORT, 'txt')).toBe('courtside-sample.txt')
  expect(suggestName('Été / 2017!', { ...DEFAULT_EXPORT, format: 'jsonl', which: 'reviewed' }, 'jsonl')).toBe(
    'été-2017-reviewed.jsonl',
  )
  expect(suggestName('…', { ...DEFAULT_EXPORT, tags: 'predicted' }, 'txt')).toBe('posts-predicted.txt')
  expect(suggestName('A', { ...DEFAULT_EXPORT, format: 'retrain' }, '')).toBe('a-retraining-set')
})

it('makes a retraining set of reviewed gold alone', () => {
  expect(settled({ ...DEFAULT_EXPORT, format: 'retrain', tags: 'predicted' })).toMatchObject({
    which: 'reviewed',
    tags: 'gold',
  })
  expect(settled(DEFAULT_EXPORT)).toBe(DEFAULT_EXPORT)
})

it('knows a preset by its choices, and lets go of it', () => {
  const spreadsheet = { ...DEFAULT_EXPORT, ...presetChoices('spreadsheet') }
  expect(spreadsheet).toMatchObject({ format: 'csv', variant: 'posts', spreadsheet: true })
  expect(presetOf(spreadsheet)).toBe('spreadsheet')
  expect(presetOf({ ...spreadsheet, spreadsheet: false })).toBe('')
  expect(presetOf({ ...spreadsheet, ...presetChoices('') })).toBe('')
})
