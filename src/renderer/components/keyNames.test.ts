import { describe, expect, it } from 'vitest'
import { ariaKeys, keyNames, keyWords } from './keyNames.ts'

describe('keyNames', () => {
  it('prints a binding as a keyboard does', () => {
    expect(keyNames('Shift+ArrowRight')).toEqual(['Shift', '→'])
    expect(keyNames('$mod+k', false)).toEqual(['Ctrl', 'K'])
    expect(keyNames('Shift+?')).toEqual(['?'])
    expect(keyNames('[Shift]+}')).toEqual(['}'])
    expect(keyNames('[Control]+[Alt]+[')).toEqual(['['])
    expect(keyNames('[Control]+[Alt]+]')).toEqual([']'])
    expect(keyNames('Shift+u')).toEqual(['Shift', 'U'])
  })

  it('prints it as the keyboard of a Mac does', () => {
    expect(keyNames('$mod+Alt+k', true)).toEqual(['Cmd', 'Option', 'K'])
    expect(keyNames('Control+ArrowLeft', true)).toEqual(['Ctrl', '←'])
  })
})

describe('keyWords', () => {
  it('says a binding', () => {
    expect(keyWords('Shift+ArrowRight')).toBe('Shift+Right arrow')
    expect(keyWords('[Control]+[Alt]+[Shift]+[')).toBe('[')
  })
})

describe('ariaKeys', () => {
  it('names modifiers as ARIA does', () => {
    expect(ariaKeys(['$mod+z', 'u'], false)).toBe('Control+z u')
    expect(ariaKeys(['$mod+z', 'u'], true)).toBe('Meta+z u')
  })
})
