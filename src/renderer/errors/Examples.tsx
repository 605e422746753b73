import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Project } from '../app/project.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { openInReview } from '../app/reviewRequest.ts'
import { useWorkbench } from '../app/workbench.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { Button } from '../components/Button.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { counted, reviewWords } from '../components/numbers.ts'
import { Waiting } from '../components/Waiting.tsx'
import type { CaseFilter, Compared } from './caseFilter.ts'
import { EVERYTHING, titleOf } from './caseFilter.ts'
import { useExampleCommands } from './exampleCommands.ts'
import { ExampleList } from './ExampleList.tsx'
import type { Example } from './report.ts'
import { SliceChips } from './SliceChips.tsx'
import { useCauses } from './useCauses.ts'
import styles from './ErrorCasesView.module.css'

const STEP = 20
const NO_ROWS: readonly Example[] = []
/** As many as one answer may hold; whoever wants more reads on in the queue. */
const MOST = 200

interface ExamplesProps {
  readonly project: Project
  readonly compared: Compared
  readonly filter: CaseFilter
  readonly onFilter: (filter: CaseFilter) => void
}

/** The posts behind the chosen number. */
export function Examples({ project, compared, filter, onFilter }: ExamplesProps): ReactElement {
  const workbench = useWorkbench()
  const { labels } = project
  const keyOf = useKeyOf()
  const [limit, setLimit] = useState(STEP)
  const params = { ...compared, ...filter, offset: 0, limit }
  const answer = useCoreQuery('errors.examples', params, { keepPrevious: true })
  const title = titleOf(filter)
  const found = answer.data

  const { causes, setCause, refusal } = useCauses(project, compared, found?.rows ?? NO_ROWS)
  const commands = useExampleCommands({ found, title, filter, onFilter })

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
      {refusal === null ? null : <ErrorNotice title="The cause was not kept" error={refusal} />}
      <SliceChips groups={found.groups} filter={filter} onFilter={onFilter} />
      {found.total === 0 ? (
        <p>
          {Object.keys(filter).length === 0
            ? 'Model and gold say the same of every post compared here.'
            : 'No post has such a case.'}
        </p>
      ) : (
        <>
          <ExampleList
            examples={found.rows}
            labels={labels}
            causes={causes}
            onCause={setCause}
            onOpen={(example) =>
              openInReview(workbench, example.postId, { ids: found.postIds, label: title })
            }
          />
          <div className={styles.foot}>
            <Button variant="primary" keys={keyOf('errors.review')} onClick={() => review?.run()}>
              {reviewWords(found.postIds.length)}
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
