import type { Result } from '../../shared/api/contract.ts'
import { readingTitle } from '../../shared/domain/reading.ts'
import { formatInstant } from '../components/numbers.ts'

export type StoredReading = Result<'errors.readings'>[number]

/** What a reading is called; where two have one name, when it was made says which is meant. */
export function readingName(reading: StoredReading, all: readonly StoredReading[]): string {
  const title = readingTitle(reading)
  const names = all.filter((one) => readingTitle(one) === title).length
  return names > 1 ? `${title} (${formatInstant(reading.at)})` : title
}
