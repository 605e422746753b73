import type { ReactElement } from 'react'
import { inLabelOrder } from '../../shared/domain/labels.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { DataTable } from '../components/DataTable.tsx'
import { counted, formatCount } from '../components/numbers.ts'
import { Section } from '../components/Page.tsx'
import type { Agreement } from './agreements.ts'
import { coverageNotes, coverageOf, figuresOf, share } from './figures.ts'
import styles from './AgreementFigures.module.css'

interface AgreementFiguresProps {
  readonly agreement: Agreement
  readonly labels: readonly LabelDefinition[]
}

/** The measures, the same by type, and where every post of both sides went. */
export function AgreementFigures({ agreement, labels }: AgreementFiguresProps): ReactElement {
  const { first, second, report } = agreement
  const { spans, types, coverage, tokens, alike } = report
  const order = inLabelOrder(
    types.map(({ type }) => type),
    labels.map(({ name }) => name),
  )
  const rows = [
    ...order.flatMap((name) => types.filter(({ type }) => type === name)),
    { type: 'All', ...spans },
  ]
  return (
    <>
      <Section
        title="How far they agree"
        note={`on ${counted(coverage.bothRead, 'post')} with ${counted(tokens, 'word')}, ${formatCount(alike)} read alike, as they stood before anything was settled`}
      >
        <DataTable
          caption="Measures of agreement"
          rows={figuresOf(agreement)}
          rowKey={(figure) => figure.name}
          columns={[
            { title: 'Measure', cell: (figure) => figure.name },
            { title: 'Value', numeric: true, cell: ({ value }) => value ?? 'none' },
            { title: '95 % interval', numeric: 'range', cell: ({ interval }) => interval?.join('–') ?? '' },
            { title: 'What it is', cell: (figure) => figure.meaning },
          ]}
        />
      </Section>
      <div className={styles.columns}>
        <Section title="Spans by type">
          <DataTable
            caption="Agreement by type"
            rows={rows}
            rowKey={(row) => row.type}
            columns={[
              { title: 'Type', cell: (row) => row.type },
              { title: first, numeric: true, cell: (row) => formatCount(row.first) },
              { title: second, numeric: true, cell: (row) => formatCount(row.second) },
              { title: 'Same', numeric: true, cell: (row) => formatCount(row.same) },
              { title: 'F1', numeric: true, cell: (row) => share(row.f1) },
            ]}
          />
        </Section>
        <Section title="Which posts">
          <DataTable
            caption="Posts compared and not compared"
            rows={coverageOf(agreement)}
            rowKey={([words]) => words}
            columns={[
              { title: 'Posts', cell: ([words]) => words },
              { title: 'Count', numeric: true, cell: ([, posts]) => formatCount(posts) },
            ]}
          />
          {coverageNotes(agreement).map((note) => (
            <p key={note} className={styles.note}>
              {note}
            </p>
          ))}
        </Section>
      </div>
    </>
  )
}
