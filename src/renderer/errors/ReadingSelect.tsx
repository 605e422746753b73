import type { ReactElement } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import { readingId, readingOf } from './caseFilter.ts'
import type { Compared } from './caseFilter.ts'
import { readingName } from './readingName.ts'
import styles from './ExampleList.module.css'

interface ReadingSelectProps {
  readonly compared: Compared
  readonly onChange: (compared: Compared) => void
}

/** Which reading is held against gold: the current model, an earlier one, or the same posts under a control. */
export function ReadingSelect({ compared, onChange }: ReadingSelectProps): ReactElement | null {
  const readings = useCoreQuery('errors.readings', {}).data ?? []
  const { which, reading } = compared
  if (readings.length < 2 && reading === undefined) return null
  return (
    <select
      aria-label="Reading"
      className={styles.causes}
      value={reading === undefined ? '' : readingId(reading)}
      onChange={({ target }) => {
        const chosen = readingOf(target.value)
        onChange(chosen === null ? { which } : { which, reading: chosen })
      }}
    >
      {readings.map((one) => (
        <option key={readingId(one)} value={one.current ? '' : readingId(one)}>
          {readingName(one, readings)}
        </option>
      ))}
    </select>
  )
}
