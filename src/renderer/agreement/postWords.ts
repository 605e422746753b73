import type { Agreement, Difference } from './agreements.ts'
import { differences } from './differences.ts'

/** A post as a screen reader says it: where it stands in the list, its words, and where the two differ. */
export function postWords(
  { words, first, second, position }: Pick<Difference, 'words' | 'first' | 'second' | 'position'>,
  agreement: Pick<Agreement, 'first' | 'second' | 'differing'>,
): string {
  const apart = differences(first, second).map(({ start, end, ...types }) => {
    const [one, other] = [types.first ?? 'none', types.second ?? 'none']
    return `${words.slice(start, end).join(' ')}: ${agreement.first} ${one}, ${agreement.second} ${other}.`
  })
  return `Post ${position + 1} of ${agreement.differing}. ${words.join(' ')}. ${apart.join(' ')}`
}
