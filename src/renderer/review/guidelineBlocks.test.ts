import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { exampleLink, guidelineBlocks, inlinesOf } from './guidelineBlocks.ts'

describe('guidelines', () => {
  it('are headings of types, paragraphs, lists and examples', () => {
    const text =
      '# For all\nMark **whole** names,\nnot parts.\n\n## ORG: teams\n- a *team*\n- see [Go Oslo](post:17_06%291)\n1. first\n\n### Persons\n'
    expect(guidelineBlocks(text, DEFAULT_LABELS)).toEqual([
      { kind: 'heading', level: 1, inlines: [{ kind: 'text', text: 'For all' }], type: null },
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'text', text: 'Mark ' },
          { kind: 'strong', text: 'whole' },
          { kind: 'text', text: ' names, not parts.' },
        ],
      },
      { kind: 'heading', level: 2, inlines: [{ kind: 'text', text: 'ORG: teams' }], type: 'ORG' },
      {
        kind: 'list',
        ordered: false,
        items: [
          [
            { kind: 'text', text: 'a ' },
            { kind: 'em', text: 'team' },
          ],
          [
            { kind: 'text', text: 'see ' },
            { kind: 'post', text: 'Go Oslo', externalId: '17_06)1' },
          ],
        ],
      },
      { kind: 'list', ordered: true, items: [[{ kind: 'text', text: 'first' }]] },
      { kind: 'heading', level: 3, inlines: [{ kind: 'text', text: 'Persons' }], type: null },
    ])
  })

  it('leave what they do not know as it is written', () => {
    const text = '[a](https://example.org) <b>2 * 3</b>'
    expect(inlinesOf(text)).toEqual([{ kind: 'text', text }])
  })

  it('link to any post', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string(), (externalId, text) => {
        const [link, ...more] = inlinesOf(exampleLink({ externalId, text }))
        expect(more).toEqual([])
        expect(link).toMatchObject({ kind: 'post', externalId })
      }),
    )
  })
})
