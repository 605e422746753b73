import { describe, expect, it } from 'vitest'
import { holdersOf, USUAL_KEYS, withKeymap, withKeyTaken, withOwnKeys, withoutOwnKeys } from './keymap.ts'

const COMMANDS = [
  { id: 'review.next', keys: ['j', 'PageDown'] },
  { id: 'review.take', keys: ['t'] },
  { id: 'review.tokenRight', keys: ['ArrowRight'] },
  { id: 'review.label.LOC', keys: ['[Shift]+2', 'l'], yields: true },
]
const keysIn = (keymap: Parameters<typeof withKeymap>[1]) =>
  Object.fromEntries(withKeymap(COMMANDS, keymap).map(({ id, keys }) => [id, keys]))

describe('withKeymap', () => {
  it('changes nothing by default', () => {
    expect(withKeymap(COMMANDS, USUAL_KEYS)).toEqual(COMMANDS)
  })

  it('puts own keys over the set and the set over the usual ones', () => {
    const vim = { set: 'vim', own: {} } as const
    expect(keysIn(vim)['review.tokenRight']).toEqual(['l', 'ArrowRight'])
    expect(keysIn(withOwnKeys(vim, 'review.tokenRight', ['z']))['review.tokenRight']).toEqual(['z'])
    expect(keysIn(withOwnKeys(vim, 'review.take', []))['review.take']).toEqual([])
    expect(withoutOwnKeys(withOwnKeys(vim, 'review.take', ['z']), 'review.take')).toEqual(vim)
  })

  it('lets the letter of a type give way to whoever has it, until the type is given one', () => {
    expect(keysIn({ set: 'vim', own: {} })['review.label.LOC']).toEqual(['[Shift]+2'])
    expect(keysIn({ set: 'vim', own: { 'review.label.LOC': ['l'] } })['review.label.LOC']).toEqual(['l'])
  })
})

describe('taking a key', () => {
  it('names who has it and frees it there alone', () => {
    const [next, take] = COMMANDS
    if (next === undefined || take === undefined) throw new Error('the list is too short')
    const holders = holdersOf(COMMANDS, take.id, 'J')
    expect(holders.map(({ id }) => id)).toEqual(['review.next'])
    const keys = keysIn(withKeyTaken(USUAL_KEYS, take, 'j', holders))
    expect(keys['review.take']).toEqual(['j', 't'])
    expect(keys['review.next']).toEqual(['PageDown'])
  })
})
