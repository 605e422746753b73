import type { ReactElement, ReactNode } from 'react'
import type { ComparisonDocument } from '../../shared/api/trainingDocuments.ts'
import { CONTROL_WORDS } from '../../shared/domain/reading.ts'
import { hashOf } from '../app/route.ts'
import { DataTable } from '../components/DataTable.tsx'
import { formatCount, formatDifference, formatPercentage } from '../components/numbers.ts'
import { toRest } from './caseFilter.ts'
import type { Which } from './caseFilter.ts'
import type { StoredReading } from './readingName.ts'
import { useSideBySide } from './useSideBySide.ts'
import styles from './ErrorCasesView.module.css'

interface ControlTableProps {
  readonly which: Which
  /** The reading with everything. */
  readonly intact: StoredReading
  readonly controls: readonly StoredReading[]
}

const COLUMNS: readonly {
  readonly title: string
  readonly show: (comparison: ComparisonDocument) => ReactNode
}[] = [
  { title: 'Posts', show: ({ posts }) => formatCount(posts) },
  { title: 'F1', show: ({ second }) => formatPercentage(second.micro.f1) },
  { title: 'With everything', show: ({ first }) => formatPercentage(first.micro.f1) },
  { title: 'Difference', show: ({ difference }) => formatDifference(difference.f1) },
  {
    title: '95 % interval',
    show: ({ difference }) => difference.interval95?.map(formatDifference).join(' to ') ?? '',
  },
  { title: 'p', show: ({ difference }) => difference.p?.toFixed(3) ?? '' },
  { title: 'Fixed', show: ({ mcnemar }) => formatCount(mcnemar.fixed) },
  { title: 'Broken', show: ({ mcnemar }) => formatCount(mcnemar.broken) },
]

/** What each control costs, over the posts that were read both ways; its name leads to its error cases. */
export function ControlTable({ which, intact, controls }: ControlTableProps): ReactElement {
  return (
    <DataTable
      caption="Controls"
      rows={controls}
      rowKey={({ control }) => control ?? ''}
      columns={[
        {
          title: 'Read',
          cell: ({ run, control }) =>
            control === null ? null : (
              <a
                className={styles.link}
                href={hashOf({ view: 'errors', rest: toRest({ which, reading: { run, control } }, {}) })}
              >
                {CONTROL_WORDS[control]}
              </a>
            ),
        },
        ...COLUMNS.map(({ title, show }) => ({
          title,
          numeric: true,
          cell: (control: StoredReading) => (
            <Gain which={which} intact={intact} control={control} show={show} />
          ),
        })),
      ]}
    />
  )
}

interface GainProps extends Omit<ControlTableProps, 'controls'> {
  readonly control: StoredReading
  readonly show: (comparison: ComparisonDocument) => ReactNode
}

function Gain({ which, intact, control, show }: GainProps): ReactElement | null {
  const { data } = useSideBySide(which, intact, control)
  return data === undefined ? null : <>{show(data)}</>
}
