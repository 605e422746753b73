import type { ReactElement } from 'react'
import type { Result } from '../../shared/api/contract.ts'
import { groupWords } from '../../shared/domain/caseWords.ts'
import type { SliceGroup } from '../../shared/domain/slice.ts'
import { formatCount } from '../components/numbers.ts'
import type { CaseFilter } from './caseFilter.ts'
import { unsliced } from './caseFilter.ts'
import styles from './SliceChips.module.css'

/** The groups that most often tell why. The others are in the table. */
const OFFERED: readonly SliceGroup[] = [
  { by: 'surface', group: 'unseen' },
  { by: 'form', group: 'hashtag' },
  { by: 'form', group: 'handle' },
  { by: 'form', group: 'all-capitals' },
  { by: 'form', group: 'lower-case' },
  { by: 'emoji', group: 'with' },
  { by: 'picture', group: 'without' },
  { by: 'split', group: 'test' },
]

interface SliceChipsProps {
  readonly groups: Result<'errors.examples'>['groups']
  readonly filter: CaseFilter
  readonly onFilter: (filter: CaseFilter) => void
}

/** Narrows the examples further, without leaving what was chosen on the left. */
export function SliceChips({ groups, filter, onFilter }: SliceChipsProps): ReactElement | null {
  const { slice } = filter
  const isChosen = ({ by, group }: SliceGroup): boolean => slice?.by === by && slice.group === group
  const offered = slice === undefined || OFFERED.some(isChosen) ? OFFERED : [...OFFERED, slice]
  const chips = offered.flatMap((one) => {
    const cases = groups.find(({ by, group }) => by === one.by && group === one.group)?.cases ?? 0
    return cases === 0 && !isChosen(one) ? [] : [{ ...one, cases }]
  })
  if (chips.length === 0) return null
  return (
    <div className={styles.chips} role="group" aria-label="Narrow to">
      <button
        type="button"
        className={styles.chip}
        aria-pressed={slice === undefined}
        onClick={() => onFilter(unsliced(filter))}
      >
        All
      </button>
      {chips.map(({ by, group, cases }) => (
        <button
          key={`${by} ${group}`}
          type="button"
          className={styles.chip}
          aria-pressed={isChosen({ by, group })}
          onClick={() => onFilter({ ...filter, slice: { by, group } })}
        >
          {groupWords({ by, group })} {formatCount(cases)}
        </button>
      ))}
    </div>
  )
}
