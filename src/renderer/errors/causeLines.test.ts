import { describe, expect, it } from 'vitest'
import { DEFAULT_CAUSES } from '../../shared/domain/cause.ts'
import { causesOfLines } from './causeLines.ts'

describe('causesOfLines', () => {
  it('keeps the id of a name that was there and makes one for a new name', () => {
    expect(causesOfLines('Slang & irony\n\nOther\nOther\n', DEFAULT_CAUSES)).toEqual([
      { id: 'slang-irony', name: 'Slang & irony' },
      { id: 'other', name: 'Other' },
    ])
  })

  it('gives no new name the id of another', () => {
    const ids = causesOfLines('other\n!!\n??', DEFAULT_CAUSES).map(({ id }) => id)
    expect(ids).toEqual(['other-2', 'cause', 'cause-2'])
  })
})
