import { expect, it } from 'vitest'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { refusalOf } from './refusal.ts'

it('names who changed the post, and never says that nothing was stored when nobody knows', () => {
  const conflict = new WorkbenchError('conflict', 'for a save queue', { author: 'Eve', at: null })
  expect(refusalOf(conflict)).toMatchObject({
    title: 'Nothing was changed',
    words: 'Eve has changed this post since you opened it.',
  })
  expect(refusalOf(new WorkbenchError('disconnected', 'The connection was lost.'))).toMatchObject({
    title: 'The program did not answer',
    words: 'The connection was lost.',
  })
  expect(refusalOf(new WorkbenchError('invalid-input', 'No type TIME.')).words).toBe('No type TIME.')
})
