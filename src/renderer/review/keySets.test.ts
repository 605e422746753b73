import { describe, expect, it } from 'vitest'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { collide } from '../app/keymap/binding.ts'
import { withKeymap } from '../app/keymap/keymap.ts'
import { KEY_SETS } from '../app/keymap/keySets.ts'
import type { KeySetName } from '../app/keymap/keySets.ts'
import { reviewCommands } from './reviewCommands.ts'
import { soloPost, soloReview } from './testing/soloReview.ts'

const COMMANDS = reviewCommands({
  review: soloReview(soloPost(['Oslo'], [])),
  labels: DEFAULT_LABELS,
  readOnly: false,
  announce: () => undefined,
  toggleEvidence: () => undefined,
  listTypes: () => undefined,
  toggleFindings: () => undefined,
  toggleHeat: () => undefined,
  tour: { open: () => false, next: () => undefined },
})

describe.each(Object.keys(KEY_SETS) as KeySetName[])('the set %s', (set) => {
  const commands = withKeymap(COMMANDS, { set, own: {} })

  it('names commands that there are', () => {
    const ids = COMMANDS.map(({ id }) => id)
    const named = Object.keys(KEY_SETS[set].keys).filter((id) => id.startsWith('review.'))
    expect(ids).toEqual(expect.arrayContaining(named))
  })

  it('gives every key one meaning', () => {
    const keys = commands.flatMap(({ id, keys: held }) => held.map((key) => ({ id, key })))
    const doubles = keys.filter(({ id, key }) =>
      keys.some((other) => other.id !== id && collide(other.key, key)),
    )
    expect(doubles).toEqual([])
  })

  it('leaves no command of the usual set without a key', () => {
    const keyless = commands.filter(
      ({ keys }, index) => keys.length === 0 && COMMANDS[index]?.keys.length !== 0,
    )
    expect(keyless.map(({ id }) => id)).toEqual([])
  })
})
