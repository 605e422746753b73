import type { ReactElement } from 'react'
import { useMemo, useState } from 'react'
import type { ComparisonDocument } from '../../shared/api/trainingDocuments.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { openInReview } from '../app/reviewRequest.ts'
import { saveText } from '../app/saveText.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from './Button.tsx'
import { comparisonCsv } from './comparisonCsv.ts'
import { DataTable } from './DataTable.tsx'
import { Choice } from './Field.tsx'
import { counted, formatCount, formatDifference, formatPercentage, reviewWords } from './numbers.ts'
import { Section } from './Page.tsx'
import { PostLine } from './PostLine.tsx'
import styles from './ComparisonReport.module.css'

type Flip = keyof ComparisonDocument['postIds']

const FLIP_WORDS: Readonly<Record<Flip, string>> = {
  fixed: 'Fixed',
  broken: 'Broken',
  'both-wrong': 'Both wrong',
}
const FLIPS = Object.keys(FLIP_WORDS) as readonly Flip[]
/** Examples drawn at once; all of them are one click away in review. */
const SHOWN = 12

/** Two models on the same posts: scores, whether the difference is more than chance, and the posts that flipped. */
export function ComparisonReport({ comparison }: { readonly comparison: ComparisonDocument }): ReactElement {
  const { first, second, difference, mcnemar, posts, entities } = comparison
  const { f1, interval95, p } = difference
  const interval =
    interval95 === null ? '' : ` (95 % interval ${interval95.map(formatDifference).join(' to ')})`
  return (
    <Section
      title={`${first.name} and ${second.name}`}
      note={`on ${counted(posts, 'post')} with ${counted(entities, 'entity', 'entities')}`}
    >
      <div className={styles.scores}>
        <DataTable
          caption="Two models"
          rows={[first, second]}
          rowKey={(row) => `${row.sha256} ${row.name}`}
          columns={[
            { title: 'Model', cell: (row) => row.name },
            { title: 'Precision', numeric: true, cell: (row) => formatPercentage(row.micro.precision) },
            { title: 'Recall', numeric: true, cell: (row) => formatPercentage(row.micro.recall) },
            { title: 'F1', numeric: true, cell: (row) => formatPercentage(row.micro.f1) },
            {
              title: '95 % interval',
              numeric: 'range',
              cell: (row) => row.interval95?.map(formatPercentage).join('–') ?? '',
            },
          ]}
        />
      </div>
      <p>
        Difference {formatDifference(f1)}
        {interval}
        {p === null ? '' : `, paired bootstrap p = ${p.toFixed(3)}`}. {counted(mcnemar.fixed, 'post')} fixed,{' '}
        {counted(mcnemar.broken, 'post')} broken, McNemar p = {mcnemar.p.toFixed(3)}.
      </p>
      <Flipped comparison={comparison} />
    </Section>
  )
}

function Flipped({ comparison }: { readonly comparison: ComparisonDocument }): ReactElement {
  const workbench = useWorkbench()
  const labels = useCoreQuery('projects.current', {}).data?.labels ?? []
  const { flips, examples, postIds, first, second } = comparison
  const [flip, setFlip] = useState<Flip>(() => FLIPS.find((one) => flips[one] > 0) ?? 'fixed')
  const shown = examples.filter((example) => example.flip === flip)
  const open = (postId: number): void =>
    openInReview(workbench, postId, {
      ids: postIds[flip],
      label: `${FLIP_WORDS[flip]}: ${first.name}, ${second.name}`,
    })
  const [firstId] = postIds[flip]
  const file = useMemo(() => comparisonCsv(comparison), [comparison])
  return (
    <>
      <Choice
        bare
        label="Posts"
        value={flip}
        options={FLIPS.map((one) => ({ value: one, label: `${FLIP_WORDS[one]} ${formatCount(flips[one])}` }))}
        onChange={setFlip}
      />
      <ul className={styles.flipped} aria-label={FLIP_WORDS[flip]}>
        {shown.slice(0, SHOWN).map(({ postId, tokens, gold, first: before, second: after }) => (
          <li key={postId}>
            <button type="button" className={styles.flip} title="Open in review" onClick={() => open(postId)}>
              <span className={styles.reading}>
                <span className={styles.name}>{first.name}</span>
                <PostLine tokens={tokens} gold={gold} predicted={before} labels={labels} />
              </span>
              <span className={styles.reading}>
                <span className={styles.name}>{second.name}</span>
                <PostLine tokens={tokens} gold={gold} predicted={after} labels={labels} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button disabled={firstId === undefined} onClick={() => firstId !== undefined && open(firstId)}>
          {reviewWords(postIds[flip].length)}
        </Button>
        <Button onClick={() => saveText(file.name, file.text, 'text/csv')}>{file.words}</Button>
      </div>
    </>
  )
}
