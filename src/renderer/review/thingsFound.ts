import type { PictureFindings } from '../../shared/domain/pictureFindings.ts'
import { counted, formatScore } from '../components/numbers.ts'

/**
 * Things with their scores, and faces: "person .91, .64; sports ball .55; 1 clear face". How many faces there are,
 * never whose.
 */
export function thingsFound({ regions, faces }: PictureFindings): string {
  const things = new Map<string, string[]>()
  for (const { label, score } of regions)
    things.set(label, [...(things.get(label) ?? []), formatScore(score)])
  const parts = [
    ...[...things].map(([label, scores]) => `${label} ${scores.join(', ')}`),
    ...(faces === 0 ? [] : [counted(faces, 'clear face')]),
  ]
  return parts.length === 0 ? 'No thing and no face that it knows' : parts.join('; ')
}
