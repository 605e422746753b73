import { expect, it } from 'vitest'
import { createStore } from '../app/store.ts'
import type { SaveState } from './saveQueue.ts'
import { announceSaves } from './saveWords.ts'

const state = (unsaved: number, trouble: SaveState['trouble'] = null): SaveState => ({
  unsaved,
  trouble,
  conflicts: [],
})
const full = { kind: 'waiting', message: 'The disk is full.' } as const

it('says that edits are not saved, and that all are only once they are', () => {
  const said: string[] = []
  const store = createStore(state(0))
  const end = announceSaves({ state: store }, (words) => said.push(words))
  const steps = [state(1), state(0), state(1), state(1, full), state(2, full), state(2), state(2, full)]
  for (const next of steps) store.set(next)
  expect(said).toEqual(['1 not saved', '2 not saved', '2 not saved'])
  for (const next of [state(2), state(1), state(0), state(1), state(0)]) store.set(next)
  expect(said.slice(3)).toEqual(['All saved'])
  store.set(state(1, full))
  end()
  store.set(state(0))
  expect(said.slice(4)).toEqual(['1 not saved'])
})
