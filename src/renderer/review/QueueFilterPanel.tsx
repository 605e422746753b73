import type { ReactElement } from 'react'
import { useId } from 'react'
import { useStore } from '../app/store.ts'
import { FILTER_ID } from './elementIds.ts'
import { withFields } from './filterWords.ts'
import type { Project } from '../app/project.ts'
import type { QueueFilter } from './queueNavigator.ts'
import type { Review } from './review.ts'
import { useRules } from './useRules.ts'
import styles from './QueueHead.module.css'

/** Values of one field of the filter and their words; the empty value lets everything through. */
type Choices = readonly (readonly [value: string, words: string])[]

const STATUS: Choices = [
  ['', 'Any'],
  ['unreviewed', 'Not reviewed'],
  ['reviewed', 'Reviewed'],
]
const SCORES: Choices = [
  ['', 'Any'],
  ['0.5', 'At most .50'],
  ['0.75', 'At most .75'],
  ['0.9', 'At most .90'],
]
const MARKS: Choices = [
  ['', 'Any'],
  ['flagged', 'Flagged'],
  ['problems', 'With problems'],
]
const MODELS: Choices = [
  ['', 'Any'],
  ['true', 'The last two disagree'],
  ['false', 'The last two agree'],
]
const EFFECTS: Choices = [
  ['', 'Any'],
  ['true', 'The answer changes'],
  ['false', 'The answer stays'],
]
const PICTURES: Choices = [
  ['', 'Any'],
  ['ok', 'Shown'],
  ['missing', 'Missing'],
  ['broken', 'Broken'],
  ['none', 'None'],
]

export function QueueFilterPanel({
  review,
  project,
}: {
  readonly review: Review
  readonly project: Project
}): ReactElement {
  const { queue } = review
  const filter = useStore(queue.state, (state) => state.filter)
  const set = (part: QueueFilter): void => queue.setView({ filter: withFields(filter, part) })
  const types: Choices = [['', 'Any'], ...project.labels.map(({ name, title }) => [name, title] as const)]
  const named = project.splits.flatMap(({ name }) => (name === null ? [] : [name]))
  const splits: Choices = [['', 'Any'], ...named.map((name) => [name, name] as const)]
  return (
    <div className={styles.fields} role="group" aria-label="Filter">
      <Field
        id={FILTER_ID}
        title="Status"
        choices={STATUS}
        value={filter.status ?? ''}
        onChange={(value) => set({ status: value === '' ? undefined : (value as 'reviewed' | 'unreviewed') })}
      />
      <Field
        title="Type"
        choices={types}
        value={filter.type ?? ''}
        onChange={(value) => set({ type: value === '' ? undefined : value })}
      />
      <Field
        title="Score"
        choices={SCORES}
        value={filter.scoreAtMost === undefined ? '' : String(filter.scoreAtMost)}
        onChange={(value) => set({ scoreAtMost: value === '' ? undefined : Number(value) })}
      />
      {named.length === 0 || project.splits.length < 2 ? null : (
        <Field
          title="Split"
          choices={splits}
          value={filter.split ?? ''}
          onChange={(value) => set({ split: value === '' ? undefined : value })}
        />
      )}
      <Field
        title="Picture"
        choices={PICTURES}
        value={filter.picture ?? ''}
        onChange={(value) =>
          set({ picture: value === '' ? undefined : (value as NonNullable<QueueFilter['picture']>) })
        }
      />
      <Field
        title="Without it"
        choices={EFFECTS}
        value={filter.pictureChanges === undefined ? '' : String(filter.pictureChanges)}
        onChange={(value) => set({ pictureChanges: value === '' ? undefined : value === 'true' })}
      />
      <Field
        title="Models"
        choices={MODELS}
        value={filter.disagreement === undefined ? '' : String(filter.disagreement)}
        onChange={(value) => set({ disagreement: value === '' ? undefined : value === 'true' })}
      />
      <Field
        title="Marks"
        choices={MARKS}
        value={filter.flagged === true ? 'flagged' : filter.problems === true ? 'problems' : ''}
        onChange={(value) =>
          set({
            flagged: value === 'flagged' ? true : undefined,
            problems: value === 'problems' ? true : undefined,
          })
        }
      />
      <ReasonField reason={filter.reason} onChange={(reason) => set({ reason })} />
      {project.reviewers.length === 0 ? null : (
        <Field
          title="Reviewer"
          choices={[['', 'Any'], ...project.reviewers.map((name) => [name, name] as const)]}
          value={filter.reviewer ?? ''}
          onChange={(value) => set({ reviewer: value === '' ? undefined : value })}
        />
      )}
    </div>
  )
}

interface ReasonFieldProps {
  readonly reason: string | undefined
  readonly onChange: (reason: string | undefined) => void
}

/** Posts commented on for one of the project's reasons; a saved queue may ask for one that is no longer offered. */
function ReasonField({ reason, onChange }: ReasonFieldProps): ReactElement | null {
  const { reasons } = useRules()
  const offered = [...new Set([...reasons, ...(reason === undefined ? [] : [reason])])]
  if (offered.length === 0) return null
  return (
    <Field
      title="Comment"
      choices={[['', 'Any'], ...offered.map((each) => [each, each] as const)]}
      value={reason ?? ''}
      onChange={(value) => onChange(value === '' ? undefined : value)}
    />
  )
}

interface FieldProps {
  readonly id?: string
  readonly title: string
  readonly choices: Choices
  readonly value: string
  readonly onChange: (value: string) => void
}

function Field({ id: given, title, choices, value, onChange }: FieldProps): ReactElement {
  const own = useId()
  const id = given ?? own
  return (
    <>
      <label htmlFor={id}>{title}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </>
  )
}
