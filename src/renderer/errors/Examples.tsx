import type { ReactElement } from 'react'
import { useMemo, useState } from 'react'
import type { Command } from '../app/command.ts'
import { useCommandList } from '../app/command.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { openInReview } from '../app/reviewRequest.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { counted, formatCount } from '../components/numbers.ts'
import { Waiting } from '../components/Waiting.tsx'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { CaseFilter, Which } from './caseFilter.ts'
import { EVERYTHING, titleOf } from './caseFilter.ts'
import { ExampleList } from './ExampleList.tsx'
import { SliceChips } from './SliceChips.tsx'
import styles from './ErrorCasesView.module.css'

const STEP = 20
/** As many as one answer may hold; whoever wants more reads on in the queue. */
const MOST = 200

interface ExamplesProps {
  readonly which: Which
  readonly filter: CaseFilter
  readonly labels: readonly LabelDefinition[]
  readonly onFilter: (filter: CaseFilter) => void
}

/** The posts behind the chosen number. */
export function Examples({ which, filter, labels, onFilter }: ExamplesProps): ReactElement {
  const workbench = useWorkbench()
  const [limit, setLimit] = useState(STEP)
  const params = { which, ...filter, offset: 0, limit }
  const answer = useCoreQuery('errors.examples', params, { keepPrevious: true })
  const title = titleOf(filter)
  const found = answer.data

  const commands = useMemo<readonly Command[]>(() => {
    const any = (): boolean => found !== undefined && found.total > 0
    const group = 'Error cases'
    return [
      ...[
        ['ArrowUp', 'Previous case', 'case', 'li:last-child > [data-example]'],
        ['ArrowDown', 'Next case', 'case', '[data-example]'],
        ['ArrowLeft', 'Walk the matrix to the left', 'cell', '[role=grid] [tabindex="0"]'],
        ['ArrowRight', 'Walk the matrix to the right', 'cell', '[role=grid] [tabindex="0"]'],
      ].map(([key = '', words = '', foot = '', target = '']): Command => ({
        id: `errors.${key}`,
        title: words,
        group,
        keys: [key],
        foot,
        where: 'content',
        enabled: any,
        // From here on the list or the matrix has the focus and answers the arrows itself.
        run: () => document.querySelector<HTMLElement>(target)?.focus(),
      })),
      {
        id: 'errors.review',
        title: 'Review these posts',
        group,
        keys: ['Enter'],
        foot: 'review these',
        where: 'content',
        enabled: any,
        run: () => {
          const first = found?.postIds[0]
          if (found !== undefined && first !== undefined)
            openInReview(workbench, first, { ids: found.postIds, label: title })
        },
      },
      {
        id: 'errors.everything',
        title: 'Show all error cases',
        group,
        keys: ['Escape'],
        foot: 'all cases',
        enabled: () => Object.keys(filter).length > 0,
        run: () => onFilter(EVERYTHING),
      },
    ]
  }, [workbench, found, title, filter, onFilter])
  useCommandList(workbench.commands, commands)

  if (found === undefined)
    return answer.error === null ? (
      <Waiting label="Finding the posts" />
    ) : (
      <ErrorNotice title="The examples could not be read" error={answer.error} />
    )
  const review = commands.find((command) => command.id === 'errors.review')
  const more = Math.min(found.total, MOST) - found.rows.length
  return (
    <section className={styles.examples} aria-label="Examples">
      <div className={styles.heading}>
        <div role="status">
          <h2>
            {title}: {counted(found.total, 'post')}
          </h2>
        </div>
        {Object.keys(filter).length === 0 ? null : (
          <Button variant="quiet" onClick={() => onFilter(EVERYTHING)}>
            Show all cases
          </Button>
        )}
      </div>
      <SliceChips groups={found.groups} filter={filter} onFilter={onFilter} />
      {found.total === 0 ? (
        <p>No post has such a case.</p>
      ) : (
        <>
          <ExampleList
            examples={found.rows}
            labels={labels}
            onOpen={(example) =>
              openInReview(workbench, example.postId, { ids: found.postIds, label: title })
            }
          />
          <div className={styles.foot}>
            <Button variant="primary" keys="Enter" onClick={() => review?.run()}>
              Review these {formatCount(found.postIds.length)}
            </Button>
            {more <= 0 ? null : (
              <Button onClick={() => setLimit(Math.min(MOST, limit + STEP))}>
                Show {Math.min(STEP, more)} more
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  )
}
