import type { ReactElement } from 'react'
import type { Project } from '../../app/project.ts'
import { CheckField, Choice, SelectField, TextField } from '../../components/Field.tsx'
import { formatCount } from '../../components/numbers.ts'
import type { Model } from '../ModelList.tsx'
import type { Choices } from './trainChoices.ts'
import { basesFor, isModelName, KIND_TITLES, toggled, withKind } from './trainChoices.ts'
import styles from './TrainView.module.css'

interface TrainFormProps {
  readonly choices: Choices
  readonly onChange: (choices: Choices) => void
  readonly models: readonly Model[]
  readonly project: Project
}

/** What goes in: kind, base model, posts to learn from, posts to be scored on. */
export function TrainForm({ choices, onChange, models, project }: TrainFormProps): ReactElement {
  const set = (changed: Partial<Choices>): void => onChange({ ...choices, ...changed })
  const { kind, base, name, epochs, seed } = choices
  return (
    <div className={styles.form}>
      <Choice
        label="Model"
        value={kind}
        options={[...KIND_TITLES].map(([value, label]) => ({ value, label }))}
        onChange={(chosen) => onChange(withKind(choices, chosen, models))}
      />
      <SelectField
        label={kind === 'vsgn' ? 'Starts from' : 'Knows words from'}
        value={base ?? ''}
        options={[
          { value: '', label: kind === 'vsgn' ? 'Nothing: from scratch' : 'Nothing' },
          ...basesFor(kind, models).map((model) => ({ value: model.id, label: model.name })),
        ]}
        onChange={(chosen) => set({ base: chosen === '' ? null : chosen })}
      />
      <Posts
        title="Learn from"
        own={`Reviewed posts (${formatCount(project.reviewed)})`}
        part={choices.data}
        splits={project.splits}
        onChange={(data) => set({ data })}
      />
      <Posts
        title="Hold out to score it"
        own="Every fifth reviewed post, always the same ones"
        part={choices.heldOut}
        splits={project.splits}
        onChange={(heldOut) => set({ heldOut })}
      />
      <div className={styles.pair}>
        <TextField
          label="Name"
          value={name}
          aria-invalid={!isModelName(name)}
          {...(isModelName(name) ? {} : { hint: 'Letters, digits, spaces, dots and dashes; 60 at most.' })}
          onChange={(event) => set({ name: event.target.value })}
        />
        <TextField
          label="Passes over the posts"
          type="number"
          min={1}
          max={200}
          placeholder="as many as suit"
          value={epochs ?? ''}
          onChange={(event) => set({ epochs: wholeNumber(event.target.value, 1, 200) })}
        />
        <TextField
          label="Seed"
          type="number"
          min={0}
          value={seed}
          onChange={(event) => set({ seed: wholeNumber(event.target.value, 0, 2 ** 31) ?? 0 })}
        />
      </div>
    </div>
  )
}

interface PostsProps {
  readonly title: string
  /** What the reviewed posts are here. */
  readonly own: string
  readonly part: Choices['data']
  readonly splits: Project['splits']
  readonly onChange: (part: Choices['data']) => void
}

function Posts({ title, own, part, splits, onChange }: PostsProps): ReactElement {
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      <CheckField
        label={own}
        checked={part.reviewed}
        onChange={(reviewed) => onChange({ ...part, reviewed })}
      />
      {splits
        .filter((split) => split.spans > 0)
        .map((split) => (
          <CheckField
            key={split.name}
            label={`Labelled posts ${split.name === null ? 'without a split' : `of ${split.name}`} (among ${formatCount(split.posts)})`}
            checked={part.splits.includes(split.name)}
            onChange={(chosen) => onChange({ ...part, splits: toggled(part.splits, split.name, chosen) })}
          />
        ))}
    </fieldset>
  )
}

/** What was typed, kept in its range; null: nothing that is a number. */
function wholeNumber(text: string, least: number, most: number): number | null {
  const value = Math.round(Number(text))
  return text === '' || Number.isNaN(value) ? null : Math.min(most, Math.max(least, value))
}
