import { expect, it } from 'vitest'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { trainingFailure } from './trainingFailure.ts'

const stopped = AbortSignal.abort()
const going = new AbortController().signal

it('says that what was learned is kept of a stop alone', () => {
  expect(trainingFailure(stopped.reason, 'train', stopped)).toMatchObject({
    kind: 'cancelled',
    message: 'Stopped. What was learned so far is kept.',
  })
  const full = new WorkbenchError('storage', 'The checkpoint cannot be written: the disk is full.')
  for (const signal of [stopped, going])
    expect(trainingFailure(full, 'train', signal)).toMatchObject({ kind: 'storage', message: full.message })
  expect(trainingFailure(new Error('out of memory'), 'train', stopped)).toMatchObject({
    kind: 'model',
    message: 'The training could not go on: out of memory',
  })
})

it('does not speak of learning where models were compared', () => {
  expect(trainingFailure(stopped.reason, 'compare', stopped)).toMatchObject({
    kind: 'cancelled',
    message: 'The comparison was stopped.',
  })
  expect(trainingFailure(new Error('out of memory'), 'compare', going)).toMatchObject({
    message: 'The comparison could not go on: out of memory',
  })
})
