import { describe, expect, it } from 'vitest'
import { quoted, spellOut } from './visibleText.ts'

describe('spellOut', () => {
  it('names what cannot be seen and leaves the rest alone', () => {
    expect(spellOut('a\u00a0b\u200bc')).toBe('aU+00A0bU+200Bc')
    expect(spellOut('\ufeffAda')).toBe('U+FEFFAda')
    expect(spellOut('tab\there')).toBe('tabU+0009here')
    expect(spellOut('Ada Berg 😀 ü')).toBe('Ada Berg 😀 ü')
    expect(spellOut('half \ud83d')).toBe('half U+D83D')
  })
})

describe('quoted', () => {
  it('cuts at 40 characters, counting an emoji as one', () => {
    expect(quoted('Berg')).toBe('`Berg`')
    expect(quoted('😀'.repeat(40))).toBe(`\`${'😀'.repeat(40)}\``)
    expect(quoted('😀'.repeat(41))).toBe(`\`${'😀'.repeat(40)}…\``)
    expect(quoted('x'.repeat(1_000_000))).toBe(`\`${'x'.repeat(40)}…\``)
  })
})
