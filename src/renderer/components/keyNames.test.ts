import { describe, expect, it } from 'vitest'
import { ariaKeys, keyNames } from './keyNames.ts'

describe('keyNames', () => {
  it('prints a binding as a keyboard does', () => {
    expect(keyNames('Shift+ArrowRight')).toEqual(['Shift', '→'])
    expect(keyNames('$mod+k')).toEqual(['Ctrl', 'K'])
    expect(keyNames('Shift+?')).toEqual(['?'])
    expect(keyNames('[Shift]+}')).toEqual(['}'])
    expect(keyNames('[Control]+[Alt]+[')).toEqual(['['])
    expect(keyNames('[Control]+[Alt]+]')).toEqual([']'])
    expect(keyNames('Shift+u')).toEqual(['Shift', 'U'])
  })
})

describe('ariaKeys', () => {
  it('names modifiers as ARIA does', () => {
    expect(ariaKeys(['$mod+z', 'u'])).toBe('Control+z u')
  })
})
