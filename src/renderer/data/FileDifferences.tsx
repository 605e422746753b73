import type { ReactElement } from 'react'
import type { Result } from '../../shared/api/contract.ts'
import type { ChangeKind } from '../../shared/domain/fileChange.ts'
import { CHANGE_KINDS } from '../../shared/domain/fileChange.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { CheckField } from '../components/Field.tsx'
import { counted } from '../components/numbers.ts'
import { PostLine } from '../components/PostLine.tsx'
import styles from './ImportDialog.module.css'

type Differences = Result<'import.compare'>
type Change = Differences['first'][number]

const WORDS: Readonly<Record<ChangeKind, { readonly title: string; readonly does: string }>> = {
  added: { title: 'New posts', does: 'They are added to the project.' },
  retagged: { title: 'Other labels', does: 'They become corrections, which can be undone.' },
  corrected: {
    title: 'Other labels than were corrected here',
    does: 'The labels of the file win; what was corrected here stays in the history.',
  },
  reworded: {
    title: 'Other words',
    does: 'The new version is added; the old one stays, flagged with a note.',
  },
  gone: { title: 'No longer in the file', does: 'The posts stay, flagged with a note.' },
}

interface FileDifferencesProps {
  readonly differences: Differences
  readonly labels: readonly LabelDefinition[]
  readonly chosen: ReadonlySet<ChangeKind>
  readonly onChange: (chosen: ReadonlySet<ChangeKind>) => void
}

/** The kinds of differences, each with a box to take it over and its first posts. */
export function FileDifferences(props: FileDifferencesProps): ReactElement {
  const { differences, labels, chosen, onChange } = props
  const kinds = CHANGE_KINDS.filter((kind) => differences.counts[kind] > 0)
  if (kinds.length === 0) return <p role="status">The file says what the project holds. Nothing differs.</p>
  return (
    <>
      {kinds.map((kind) => (
        <section key={kind} className={styles.file} aria-label={WORDS[kind].title}>
          <CheckField
            label={`${WORDS[kind].title}: ${counted(differences.counts[kind], 'post')}`}
            hint={WORDS[kind].does}
            checked={chosen.has(kind)}
            onChange={(checked) => {
              const others = [...chosen].filter((each) => each !== kind)
              onChange(new Set(checked ? [...others, kind] : others))
            }}
          />
          <ul className={styles.posts}>
            {differences.first
              .filter((change) => change.kind === kind)
              .map((change, index) => (
                <li key={index}>
                  <ChangedPost change={change} labels={labels} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}

interface ChangedPostProps {
  readonly change: Change
  readonly labels: readonly LabelDefinition[]
}

function ChangedPost({ change: { externalId, before, after }, labels }: ChangedPostProps): ReactElement {
  const both = before !== null && after !== null
  return (
    <>
      <span className={styles.note}>{externalId}</span>
      {before === null ? null : (
        <div>
          {both ? <span className={styles.note}>Here</span> : null}
          <PostLine tokens={before.tokens} gold={before.spans} labels={labels} />
        </div>
      )}
      {after === null ? null : (
        <div>
          {both ? <span className={styles.note}>In the file</span> : null}
          <PostLine tokens={after.tokens} gold={after.spans} labels={labels} />
        </div>
      )}
    </>
  )
}
