import { describe, expect, it } from 'vitest'
import { bidiEdges, glyphOf } from './tokenText.ts'

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

describe('bidiEdges', () => {
  it('isolates runs, not words', () => {
    expect(bidiEdges(['goal', 'by', 'محمد', 'صلاح', '!', 'שלום'])).toEqual([
      null,
      null,
      'start',
      'end',
      null,
      'both',
    ])
  })
})
