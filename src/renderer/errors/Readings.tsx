import type { ReactElement } from 'react'
import { useState } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import type { Project } from '../app/project.ts'
import { Button } from '../components/Button.tsx'
import { ComparisonReport } from '../components/ComparisonReport.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { SelectField } from '../components/Field.tsx'
import { Section } from '../components/Page.tsx'
import { Waiting } from '../components/Waiting.tsx'
import type { Which } from './caseFilter.ts'
import { readingId } from './caseFilter.ts'
import { ControlForm } from './ControlForm.tsx'
import { ControlTable } from './ControlTable.tsx'
import { NothingToCompare } from './NothingToCompare.tsx'
import { readingName } from './readingName.ts'
import type { StoredReading } from './readingName.ts'
import { useSideBySide } from './useSideBySide.ts'
import { WhichChoice } from './WhichChoice.tsx'
import styles from './Readings.module.css'

interface ReadingsProps {
  readonly project: Project
}

/** What the model gains from pictures and captions, and any two readings of the same posts beside each other. */
export function Readings({ project }: ReadingsProps): ReactElement {
  const readings = useCoreQuery('errors.readings', {})
  const [which, setWhich] = useState<Which>('all')
  if (readings.data === undefined)
    return readings.error === null ? (
      <Waiting label="Looking for readings" />
    ) : (
      <ErrorNotice
        title="The readings could not be listed"
        error={readings.error}
        action={<Button onClick={() => void readings.refetch()}>Try again</Button>}
      />
    )
  const current = readings.data.find((one) => one.current)
  if (current === undefined)
    return <NothingToCompare project={project} which="all" onShowAll={() => undefined} />
  const controls = readings.data.filter(({ run, control }) => run === current.run && control !== null)
  return (
    <div className={styles.readings}>
      <WhichChoice value={which} onChange={setWhich} />
      <ControlForm which={which} model={current.model} readOnly={project.readOnly} />
      {controls.length === 0 ? null : <ControlTable which={which} intact={current} controls={controls} />}
      <Section title="Two readings side by side">
        {readings.data.length < 2 ? (
          <p className={styles.note}>
            Only {current.model} has read these posts. Once it reads them without an input, or another model
            does, any two readings stand here: what was fixed, what was broken, and whether that is more than
            chance.
          </p>
        ) : (
          <Pair which={which} readings={readings.data} />
        )}
      </Section>
    </div>
  )
}

interface PairProps {
  readonly which: Which
  readonly readings: readonly StoredReading[]
}

function Pair({ which, readings }: PairProps): ReactElement | null {
  const [chosen, setChosen] = useState<{ first?: string; second?: string }>({})
  const of = (id: string | undefined, place: number): StoredReading | undefined =>
    readings.find((one) => readingId(one) === id) ?? readings[place]
  const first = of(chosen.first, 0)
  const second = of(chosen.second, 1)
  if (first === undefined || second === undefined) return null
  const options = readings.map((one) => ({ value: readingId(one), label: readingName(one, readings) }))
  return (
    <div className={styles.readings} role="group" aria-label="Two readings">
      <div className={styles.row}>
        <SelectField
          label="From"
          value={readingId(first)}
          options={options}
          onChange={(id) => setChosen({ ...chosen, first: id })}
        />
        <SelectField
          label="To"
          value={readingId(second)}
          options={options}
          onChange={(id) => setChosen({ ...chosen, second: id })}
        />
      </div>
      {first === second ? (
        <p>Choose two different readings.</p>
      ) : (
        <SideBySide
          key={`${readingId(first)} ${readingId(second)}`}
          which={which}
          first={first}
          second={second}
        />
      )}
    </div>
  )
}

interface SideBySideProps {
  readonly which: Which
  readonly first: StoredReading
  readonly second: StoredReading
}

function SideBySide({ which, first, second }: SideBySideProps): ReactElement {
  const answer = useSideBySide(which, first, second)
  if (answer.data === undefined)
    return answer.error === null ? (
      <Waiting label="Comparing the readings" />
    ) : (
      <ErrorNotice title="The readings could not be compared" error={answer.error} />
    )
  if (answer.data.posts === 0) return <p>No post with gold is in both.</p>
  return <ComparisonReport comparison={answer.data} />
}
