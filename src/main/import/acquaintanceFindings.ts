import type { ImportedPost } from '../../shared/domain/post.ts'
import type { Acquaintance, PostPlace } from './postRegister.ts'
import { placeWords as words, quoted } from '../formats/problemText.ts'
import type { Finding, Place } from '../formats/problemText.ts'

/** What a person should know about a post of which something was known before. */
export function acquaintanceFindings(post: ImportedPost, place: Place, known: Acquaintance): Finding[] {
  const findings: Finding[] = []
  const warn = (found: string, advice: string): void => {
    findings.push({ severity: 'warning', ...place, found, expected: null, advice })
  }
  const id = quoted(post.externalId)
  const split = quoted(post.split ?? '')
  if (known.id?.same === true)
    warn(`${id} is the same post as ${placeWords(known.id.place)}`, 'Both are kept.')
  else if (known.id !== null)
    warn(`the id ${id} is also used at ${placeWords(known.id.place)}`, 'Both are kept.')
  if (known.text !== null)
    warn(
      `${id} of split ${split} has the words of ${placeWords(known.text)}, of split ${quoted(known.text.split ?? '')}`,
      FLATTERED,
    )
  else if (known.picture !== null)
    warn(
      `the picture ${quoted(post.picture ?? '')} is in split ${split} and, at ${placeWords(known.picture)}, in split ${quoted(known.picture.split ?? '')}`,
      FLATTERED,
    )
  return findings
}

export const FLATTERED = 'Both are kept; a score on one split gains from what the other taught.'

export function placeWords(place: PostPlace): string {
  return words(place.file, { ...place, entry: null })
}
