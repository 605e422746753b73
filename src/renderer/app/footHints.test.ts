import { expect, test } from 'vitest'
import type { Command } from './command.ts'
import { footHints, footLine } from './footHints.ts'
import type { Focus } from './keymap/place.ts'

const command = (id: string, changed: Partial<Command>): Command => ({
  ...{ id, title: id, group: 'Test', keys: [], enabled: () => true, run: () => undefined },
  ...changed,
})
const COMMANDS = [
  command('left', { keys: ['ArrowLeft'], foot: 'token', where: 'content' }),
  command('right', { keys: ['ArrowRight', 'l'], foot: 'token', where: 'content' }),
  command('flag', { keys: ['f'], foot: 'flag' }),
  command('undo', { keys: ['$mod+z'], foot: 'undo', where: 'always' }),
  command('off', { keys: ['o'], foot: 'off', enabled: () => false }),
  command('unbound', { foot: 'unbound' }),
  command('quiet', { keys: ['q'] }),
]

test.each<[Focus, readonly string[]]>([
  ['content', ['token ArrowLeft ArrowRight', 'flag f', 'undo $mod+z']],
  ['control', ['token', 'flag f', 'undo $mod+z']],
  ['dialog', ['token', 'flag', 'undo $mod+z']],
  ['typing', ['token', 'flag', 'undo $mod+z']],
])('with the focus on %s every hint keeps its place, with the keys that work there', (focus, expected) => {
  const shown = footHints(footLine(COMMANDS, focus)).map(({ word, keys }) =>
    [word, ...keys.filter(({ works }) => works).map(({ binding }) => binding)].join(' '),
  )
  expect(shown).toEqual(expected)
})

test('without commands there is no hint', () => {
  expect(footHints(footLine([], 'content'))).toEqual([])
})
