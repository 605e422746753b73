import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { glyphOf } from './tokenText.ts'

describe('glyphOf', () => {
  it.each([
    ['\ufe0f', 'VS16'],
    ['\u200d', 'ZWJ'],
    ['\u00a0', 'NBSP'],
    ['\u{1f3fd}', 'SKIN 4'],
    ['\u{1f1e6}', 'FLAG A'],
    ['\u0092', 'U+0092'],
    ['\u200d\ufe0f', 'ZWJ VS16'],
  ])('names %j', (token, label) => {
    expect(glyphOf(token)?.label).toBe(label)
  })

  it.each(['word', '👍🏽', '❤️', '🇩🇪', '#', '1', 'é'])('leaves %j as it is', (token) => {
    expect(glyphOf(token)).toBeNull()
  })

  it('says the code point to whoever asks', () => {
    expect(glyphOf('\ufe0f')?.title).toBe('U+FE0F emoji variation selector')
  })
})

const anyToken = fc.oneof(
  fc.constantFrom('goal', '!', 'محمد', 'שלום', 'ABCשלום', '👩‍🚀', '\ufe0f', '\u{1f3fd}', '\u200d', '\u00a0'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
)

it('a token is shown as it is, or under a name that can be read', () => {
  fc.assert(
    fc.property(anyToken, (token) => {
      const glyph = glyphOf(token)
      if (glyph !== null) expect(glyph.label).toMatch(/^[\x21-\x7e–][\x20-\x7e–]*$/u)
      else expect(token).toMatch(/[^\p{C}\p{Z}\p{M}\p{Emoji_Modifier}]/u)
    }),
  )
})
