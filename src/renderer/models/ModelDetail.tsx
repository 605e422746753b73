import type { ReactElement } from 'react'
import type { ModelCard, SetScores } from '../../shared/api/modelCard.ts'
import { readCard } from '../../shared/api/modelCard.ts'
import { inLabelOrder } from '../../shared/domain/labels.ts'
import type { Project } from '../app/project.ts'
import { DataTable } from '../components/DataTable.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { formatCount, formatMagnitude, formatPercentage } from '../components/numbers.ts'
import { Section } from '../components/Page.tsx'
import { CompareForm } from './CompareForm.tsx'
import { ModelKeeping } from './ModelKeeping.tsx'
import type { Model } from './ModelList.tsx'
import styles from './ModelsView.module.css'
import { PredictButton } from './PredictButton.tsx'

interface ModelDetailProps {
  readonly model: Model
  readonly models: readonly Model[]
  readonly project: Project
}

/** All that is known of one model. What its card does not say is not drawn. */
export function ModelDetail({ model, models, project }: ModelDetailProps): ReactElement {
  const card = readCard(model.card)
  const order = project.labels.map(({ name }) => name)
  return (
    <article className={styles.detail} aria-label={model.name}>
      <header>
        <h2 className={styles.name}>{model.name}</h2>
        {card.summary?.map((text) => (
          <p key={text} className={styles.prose}>
            {text}
          </p>
        ))}
      </header>
      {model.problem === null ? (
        <PredictButton model={model.id} />
      ) : (
        <ErrorNotice title="This model cannot be used" error={new Error(model.problem)} />
      )}
      <CompareForm model={model} models={models} />
      <div className={styles.known}>
        <div className={styles.part}>
          <Scores title="On test sets" sets={card.scores?.test ?? {}} order={order} />
          <Scores title="On development sets" sets={card.scores?.dev ?? {}} order={order} />
          <Scores
            title="As it was served before"
            sets={{ ...card.earlier?.dev, ...card.earlier?.test }}
            order={order}
          />
          <TrainedOn card={card} />
        </div>
        <div className={styles.part}>
          <Section title="Facts">
            <dl className={styles.definitions}>
              {factsOf(model, card).map(([term, value]) => (
                <div key={term}>
                  <dt>{term}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </Section>
          <Prose title="What it reads" texts={card.reads} />
          <Prose title="Intended use" texts={card.intendedUse} />
          <Prose title="Weaknesses" texts={card.weaknesses} />
          <Prose title="Privacy" texts={card.privacy} />
          <Prose
            title="Sources"
            texts={card.attribution?.map(({ name, licence }) => `${name}, ${licence}`)}
          />
        </div>
      </div>
      <ModelKeeping model={model} readOnly={project.readOnly} />
    </article>
  )
}

interface ScoresProps {
  readonly title: string
  readonly sets: Readonly<Record<string, SetScores>>
  /** The types of the project in its order. */
  readonly order: readonly string[]
}

function Scores({ title, sets, order }: ScoresProps): ReactElement | null {
  const rows = Object.entries(sets).flatMap(([name, { micro, types, interval95 }]) => [
    { key: name, name: <strong>{name}</strong>, ...micro, interval95, support: null },
    ...inLabelOrder(Object.keys(types), order).flatMap((type) => {
      const scores = types[type]
      if (scores === undefined) return []
      const typeName = <span className={styles.type}>{type}</span>
      return [{ key: `${name} ${type}`, name: typeName, ...scores, interval95: null }]
    }),
  ])
  if (rows.length === 0) return null
  return (
    <Section title={title} note="exact spans and types; MISC = OTHER">
      <DataTable
        caption={title}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { title: 'Set', cell: (row) => row.name },
          { title: 'Precision', numeric: true, cell: (row) => formatPercentage(row.precision) },
          { title: 'Recall', numeric: true, cell: (row) => formatPercentage(row.recall) },
          { title: 'F1', numeric: true, cell: (row) => formatPercentage(row.f1) },
          {
            title: '95 % interval',
            numeric: 'range',
            cell: ({ interval95 }) =>
              interval95 === null ? '' : interval95.map((end) => formatPercentage(end)).join('–'),
          },
          {
            title: 'Entities',
            numeric: true,
            cell: ({ support }) => (support === null ? '' : formatCount(support)),
          },
        ]}
      />
    </Section>
  )
}

function TrainedOn({ card }: { readonly card: ModelCard }): ReactElement | null {
  const sets = card.data?.train ?? []
  if (sets.length === 0) return null
  return (
    <Section title="Trained on">
      <DataTable
        caption="Trained on"
        rows={sets}
        rowKey={(row) => row.name}
        columns={[
          { title: 'Set', cell: (row) => row.name },
          { title: 'Posts', numeric: true, cell: (row) => formatCount(row.posts) },
          {
            title: 'Files, by SHA-256',
            cell: ({ files }) =>
              files.map(({ file, sha256 }) => (
                <span key={sha256} className={styles.file} title={sha256}>
                  {file} <code>{sha256.slice(0, 12)}</code>
                </span>
              )),
          },
        ]}
      />
    </Section>
  )
}

interface ProseProps {
  readonly title: string
  readonly texts: readonly string[] | undefined
}

function Prose({ title, texts }: ProseProps): ReactElement | null {
  if (texts === undefined || texts.length === 0) return null
  return (
    <Section title={title}>
      {texts.map((text) => (
        <p key={text} className={styles.prose}>
          {text}
        </p>
      ))}
    </Section>
  )
}

function factsOf(model: Model, card: ModelCard): readonly (readonly [string, string])[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Kind', [model.kind, model.size].filter(Boolean).join(', ')],
    ['Parameters', model.parameters === 0 ? undefined : formatMagnitude(model.parameters)],
    ['Types', model.labels.join(' ')],
    ['Seeds', card.seeds?.join(', ')],
    ['Epoch taken', card.chosenEpoch?.toString()],
    ['Temperature of its scores', card.calibration?.temperature.toFixed(2)],
    ['Training time', card.minutes === undefined ? undefined : `${formatCount(card.minutes)} min`],
    ['SHA-256', model.sha256],
  ]
  return facts.flatMap(([term, value]) =>
    value === undefined || value === '' ? [] : [[term, value] as const],
  )
}
