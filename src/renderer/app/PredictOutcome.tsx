import type { ReactElement } from 'react'
import { predictDocument } from '../../shared/api/jobResults.ts'
import type { Job } from '../../shared/domain/job.ts'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { counted, formatSeconds } from '../components/numbers.ts'

/** What came of a prediction. */
export function PredictOutcome({ job }: { readonly job: Job }): ReactElement {
  const { data: document } = predictDocument.safeParse(job.result)
  if (job.error !== null)
    return (
      <ErrorNotice title="The prediction stopped" error={new Error(job.error.message)}>
        <p>What was predicted before is kept; starting again goes on from there.</p>
      </ErrorNotice>
    )
  if (job.state === 'cancelled')
    return <p role="status">Cancelled. What was predicted is kept; starting again goes on from there.</p>
  return (
    <p role="status">
      {document === undefined
        ? 'Done.'
        : `${counted(document.tweets, 'post')} read, ${counted(document.spans, 'span')} found, in ${formatSeconds(Math.max(1, document.seconds))} on ${document.device}.`}
      {document?.deviceFailure == null ? '' : ` ${document.deviceFailure}`}
    </p>
  )
}
