import { describe, expect, it } from 'vitest'
import { bindingOf, bindingProblem, collide, isChord, isOfControls, parsePress } from './binding.ts'

const press = (key: string, ...held: ('ctrl' | 'alt' | 'shift' | 'meta')[]) => ({
  key,
  ctrlKey: held.includes('ctrl'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
  metaKey: held.includes('meta'),
})

describe('bindingOf', () => {
  it('names letters, signs and named keys so that another keyboard finds them too', () => {
    expect(bindingOf(press('F', 'shift'))).toBe('Shift+f')
    expect(bindingOf(press('k', 'ctrl'))).toBe('$mod+k')
    expect(bindingOf(press('k', 'meta'), true)).toBe('$mod+k')
    expect(bindingOf(press('k', 'ctrl'), true)).toBe('Control+k')
    expect(bindingOf(press('{', 'ctrl', 'alt'))).toBe('[Control]+[Alt]+[Shift]+{')
    expect(bindingOf(press('{', 'shift'))).toBe('[Control]+[Alt]+[Shift]+{')
    expect(bindingOf(press('{', 'alt'), true)).toBe('[Control]+[Alt]+[Shift]+{')
    expect(bindingOf(press('1', 'shift'))).toBe('[Shift]+1')
    expect(bindingOf(press('1', 'alt'))).toBe('Alt+[Shift]+1')
    expect(bindingOf(press(' '))).toBe('Space')
    expect(bindingOf(press('ArrowLeft', 'alt', 'shift'))).toBe('Alt+Shift+ArrowLeft')
  })

  it('waits for more where a key is no press of its own', () => {
    for (const key of ['Shift', 'Control', 'AltGraph', 'Dead', 'Unidentified', 'CapsLock'])
      expect(bindingOf(press(key))).toBeNull()
  })

  it('makes what bindingProblem has nothing against', () => {
    for (const key of ['a', '+', ']', '?', 'Enter', 'F12', 'é', 'ж', '0'])
      for (const held of [[], ['shift'], ['ctrl'], ['alt', 'shift']] as const)
        expect(bindingProblem(bindingOf(press(key, ...held)) ?? '')).toBeNull()
  })
})

describe('collide', () => {
  it('sees that one press could mean both, whatever the spelling', () => {
    expect(collide('f', 'F')).toBe(true)
    expect(collide('[Shift]+1', '1')).toBe(true)
    expect(collide('[Shift]+1', 'Shift+1')).toBe(true)
    expect(collide('[Control]+[Alt]+[Shift]+?', '[Shift]+?')).toBe(true)
  })

  it('lets apart what modifiers keep apart', () => {
    expect(collide('f', 'Shift+f')).toBe(false)
    expect(collide('$mod+z', '$mod+Shift+z')).toBe(false)
    expect(collide('Alt+1', '[Shift]+1')).toBe(false)
  })
})

describe('where a key may work', () => {
  it('leaves to controls and to typing what they need', () => {
    expect(isOfControls(parsePress('Enter'))).toBe(true)
    expect(isOfControls(parsePress('Shift+Tab'))).toBe(true)
    expect(isOfControls(parsePress('$mod+Enter'))).toBe(false)
    expect(isChord(parsePress('Shift+a'))).toBe(false)
    expect(isChord(parsePress('Alt+a'))).toBe(true)
    expect(isChord(parsePress('F2'))).toBe(true)
  })
})

describe('bindingProblem', () => {
  it('says what is wrong with a key', () => {
    expect(bindingProblem('Retrun')).toContain('“Retrun”')
    expect(bindingProblem('Strg+a')).toContain('“Strg”')
    expect(bindingProblem('g g')).toContain('one key press')
    expect(bindingProblem('')).toContain('one key press')
    expect(bindingProblem('Control+w')).toContain('browser')
  })
})
