import type { ReactElement } from 'react'
import type { Settlement } from '../../shared/domain/agreement.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { Command } from '../app/command.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { Button } from '../components/Button.tsx'
import { DataTable } from '../components/DataTable.tsx'
import { formatCount } from '../components/numbers.ts'
import type { Agreement, Difference } from './agreements.ts'
import { differences } from './differences.ts'
import { Reading } from './Reading.tsx'
import styles from './SettlePost.module.css'

interface SettlePostProps {
  readonly agreement: Agreement
  readonly difference: Difference
  /** Of the post, in its data set. */
  readonly name: string
  readonly labels: readonly LabelDefinition[]
  readonly commands: readonly Command[]
}

/** Both readings of a post over its words, where they differ, and what can be done. */
export function SettlePost(props: SettlePostProps): ReactElement {
  const { agreement, difference, name, labels, commands } = props
  const keyOf = useKeyOf()
  const { differing, left } = agreement
  const { words, first, second, third, settlement, position } = difference
  const wordsOf = (start: number, end: number): string => words.slice(start, end).join(' ')
  const button = (id: string, words: string, rest = ''): ReactElement => {
    const command = commands.find((one) => one.id === id)
    return (
      <Button keys={keyOf(id)} disabled={command?.enabled() !== true} onClick={() => command?.run()}>
        {words}
        {rest === '' ? null : <span className="visually-hidden"> {rest}</span>}
      </Button>
    )
  }
  return (
    <>
      <div className={styles.head}>
        <p className={styles.facts}>
          <span className={styles.name}>{name}</span>
          <span>
            {formatCount(position + 1)} of {formatCount(differing)}
          </span>
          <span>{settledWords(settlement, agreement)}</span>
        </p>
        <p className={styles.left} role="status" aria-label="Left to settle">
          {left === 0 ? 'All settled' : `${formatCount(left)} left`}
        </p>
      </div>
      <Reading
        name={agreement.first}
        taken={settlement === 'first'}
        action={button('settle.first', 'Take', `the reading of ${agreement.first}`)}
        line={{ tokens: words, gold: first, beside: second, labels }}
      />
      <Reading
        name={agreement.second}
        taken={settlement === 'second'}
        action={button('settle.second', 'Take', `the reading of ${agreement.second}`)}
        line={{ tokens: words, gold: second, beside: first, labels }}
      />
      {third === null ? null : (
        <Reading
          name="Third reading"
          taken
          action={button('settle.third', 'Change', 'the third reading in review')}
          line={{ tokens: third.words, gold: third.spans, labels }}
        />
      )}
      <DataTable
        caption="Where the two differ"
        rows={differences(first, second)}
        rowKey={({ start, end, first: one, second: other }) => `${start} ${end} ${one ?? ''} ${other ?? ''}`}
        columns={[
          { title: 'Differ on', cell: ({ start, end }) => <bdi>{wordsOf(start, end)}</bdi> },
          { title: agreement.first, cell: (row) => <TypeName type={row.first} labels={labels} /> },
          { title: agreement.second, cell: (row) => <TypeName type={row.second} labels={labels} /> },
        ]}
      />
      <div className={styles.actions}>
        {third === null ? button('settle.third', 'Write a third reading…') : null}
        {button('settle.undo', 'Undo')}
        {button('settle.nextOpen', 'Next open')}
      </div>
    </>
  )
}

function settledWords(settlement: Settlement, { first, second }: Agreement): string {
  const words: Readonly<Record<Settlement, string>> = {
    open: 'Not settled',
    first: `✓ ${first} taken`,
    second: `✓ ${second} taken`,
    other: '✓ Third reading',
  }
  return words[settlement]
}

interface TypeNameProps {
  readonly type: string | null
  readonly labels: readonly LabelDefinition[]
}

function TypeName({ type, labels }: TypeNameProps): ReactElement {
  if (type === null) return <span className={styles.none}>not labelled so</span>
  const label = labels.find(({ name }) => name === type)
  return (
    <span className={styles.type} data-colour={label?.colour ?? 'none'}>
      {label?.title ?? type}
    </span>
  )
}
