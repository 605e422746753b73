import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Result } from '../../shared/api/contract.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { SUSPICION_KINDS, SUSPICION_WORDS } from '../../shared/domain/suspicion.ts'
import type { SuspicionKind } from '../../shared/domain/suspicion.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { openInReview } from '../app/reviewRequest.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { Choice } from '../components/Field.tsx'
import { counted, formatCount, reviewWords } from '../components/numbers.ts'
import { PostLine } from '../components/PostLine.tsx'
import { AskedErrorsPage, ErrorsPage } from './ErrorsPage.tsx'
import { useTableSaving } from './useTableSaving.ts'
import listStyles from './ExampleList.module.css'
import styles from './ErrorCasesView.module.css'

const MOST = 100

type Rows = Result<'errors.suspicious'>['rows']

/** Gold that is likely wrong, most suspicious first: each post with its reasons, one step from review. */
export function SuspiciousGold({ labels }: { readonly labels: readonly LabelDefinition[] }): ReactElement {
  const workbench = useWorkbench()
  const [kind, setKind] = useState<SuspicionKind | 'all'>('all')
  const choice = kind === 'all' ? {} : { kind }
  const answer = useCoreQuery(
    'errors.suspicious',
    { ...choice, offset: 0, limit: MOST },
    { keepPrevious: true },
  )
  const table = useTableSaving('suspicious-gold.csv')
  if (answer.data === undefined)
    return (
      <AskedErrorsPage
        current="gold"
        asked={answer}
        waiting="Looking for suspicious gold"
        failure="Gold could not be checked"
      />
    )
  const { posts, kinds, total, postIds, rows } = answer.data
  const found = SUSPICION_KINDS.filter((one) => kinds[one] > 0)
  const title = kind === 'all' ? 'Suspicious gold' : SUSPICION_WORDS[kind]
  const open = (postId: number): void => openInReview(workbench, postId, { ids: postIds, label: title })
  return (
    <ErrorsPage
      current="gold"
      actions={
        total === 0 ? undefined : (
          <>
            <Button
              disabled={table.isPending}
              onClick={() =>
                table.mutate((after) =>
                  workbench.connection.call('errors.suspicionTable', { ...choice, after }),
                )
              }
            >
              Save as CSV
            </Button>
            <Button variant="primary" onClick={() => open(postIds[0] ?? 0)}>
              {reviewWords(postIds.length)}
            </Button>
          </>
        )
      }
    >
      {table.error === null ? null : (
        <ErrorNotice title="Suspicious gold was not saved" error={table.error} />
      )}
      <section className={styles.examples} aria-label="Suspicious gold">
        {found.length === 0 ? null : (
          <Choice
            bare
            label="Reason"
            value={kind}
            options={[
              { value: 'all', label: 'All reasons' },
              ...found.map((one) => ({
                value: one,
                label: `${SUSPICION_WORDS[one]} ${formatCount(kinds[one])}`,
              })),
            ]}
            onChange={setKind}
          />
        )}
        <div role="status">
          <h2>
            {title}: {counted(total, 'post')} of {formatCount(posts)} with gold
          </h2>
        </div>
        {total === 0 ? (
          <>
            <p>Nothing in gold contradicts itself or a sure model. Looked for:</p>
            <ul className={styles.lookedFor}>
              {SUSPICION_KINDS.map((one) => (
                <li key={one}>{SUSPICION_WORDS[one]}</li>
              ))}
            </ul>
          </>
        ) : (
          <>
            <SuspiciousList rows={rows} labels={labels} onOpen={open} />
            {total > rows.length ? (
              <p className={styles.note}>
                The first {formatCount(rows.length)} are shown. The file holds every post, and review goes on
                with {postIds.length < total ? `the first ${formatCount(postIds.length)}` : 'all of them'}.
              </p>
            ) : null}
          </>
        )}
      </section>
    </ErrorsPage>
  )
}

interface SuspiciousListProps {
  readonly rows: Rows
  readonly labels: readonly LabelDefinition[]
  readonly onOpen: (postId: number) => void
}

function SuspiciousList({ rows, labels, onOpen }: SuspiciousListProps): ReactElement {
  return (
    <ol className={listStyles.list}>
      {rows.map(({ postId, tokens, gold, predicted, suspicions }) => (
        <li key={postId}>
          <button
            type="button"
            className={listStyles.example}
            title="Open in review"
            onClick={() => onOpen(postId)}
          >
            <span className={listStyles.words}>
              <PostLine tokens={tokens} gold={gold} predicted={predicted} labels={labels} />
              {suspicions.map(({ kind, reason }) => (
                <span key={`${kind} ${reason}`} className={listStyles.case}>
                  {reason}
                </span>
              ))}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
