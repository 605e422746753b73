import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Keymap } from './keymap.ts'
import { keymapText, readKeymapText } from './keymapFile.ts'

const binding = fc.constantFrom(
  'x',
  'Shift+a',
  '$mod+k',
  '[Control]+[Alt]+[Shift]+{',
  'Alt+ArrowLeft',
  'Space',
)
const keymaps: fc.Arbitrary<Keymap> = fc.record({
  set: fc.constantFrom('default', 'vim', 'arrows'),
  own: fc.dictionary(
    fc.stringMatching(/^review\.[a-zA-Z][\w -]{0,12}$/),
    fc.uniqueArray(binding, { maxLength: 4 }),
    { noNullPrototype: true },
  ),
})
const file = (change: object) =>
  JSON.stringify({ format: 'vsgn-keymap', version: 1, set: 'vim', keys: {}, ...change })

describe('a keymap as a file', () => {
  it('comes back as it went out', () => {
    fc.assert(
      fc.property(keymaps, (keymap) => {
        expect(readKeymapText(keymapText(keymap))).toEqual({ keymap, problems: null })
      }),
    )
  })

  it.each([
    ['{', 'not JSON'],
    ['[]', 'no keymap'],
    [file({ version: 2 }), 'version 2'],
    [file({ set: 'emacs' }), 'default, vim, arrows'],
    [file({ keys: [] }), '“keys” must be an object'],
    [file({ keys: { accept: ['x'] } }), '“accept” is no id'],
    [file({ keys: { 'review.accept': 'x' } }), 'must be a list'],
    [file({ keys: { 'review.accept': ['Retrun'] } }), '“Retrun”'],
    [file({ keys: { 'review.accept': Array.from('abcdefghi') } }), 'at most 8'],
  ])('refuses %s', (text, words) => {
    const { keymap, problems } = readKeymapText(text)
    expect(keymap).toBeNull()
    expect(problems?.join(' ')).toContain(words)
  })

  it('tells of every key that is wrong, not of the first alone', () => {
    const { problems } = readKeymapText(file({ keys: { 'a.b': ['Foo', 'x'], 'c.d': ['g g'] } }))
    expect(problems).toHaveLength(2)
  })
})
