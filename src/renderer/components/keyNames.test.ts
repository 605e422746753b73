import { describe, expect, it } from 'vitest'
import { ariaKeys, keyNames, keyWords } from './keyNames.ts'

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

describe('keyWords', () => {
  it('says a binding', () => {
    expect(keyWords('Shift+ArrowRight')).toBe('Shift+Right arrow')
    expect(keyWords('[Control]+[Alt]+[Shift]+[')).toBe('[')
  })
})

describe('ariaKeys', () => {
  it('names modifiers as ARIA does', () => {
    expect(ariaKeys(['$mod+z', 'u'])).toBe('Control+z u')
  })
})
