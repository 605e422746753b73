import type { ReactElement } from 'react'
import { useCoreCall } from '../app/coreCalls.ts'
import { isActive } from '../app/jobs.ts'
import { useJob } from '../app/useJob.ts'
import { Button } from '../components/Button.tsx'
import styles from './QueueHead.module.css'

/** Has the model read the posts with pictures once more without them; only such posts pass this filter. */
export function PictureEffect({ readOnly }: { readonly readOnly: boolean }): ReactElement {
  const start = useCoreCall('posts.startPictureEffect')
  const job = useJob(start.data ?? null)
  const running = start.isPending || (job !== null && isActive(job))
  const trouble = start.error?.message ?? job?.error?.message ?? null
  return (
    <div className={styles.effect}>
      <p className={styles.meaning}>Of the posts that the model read without their picture as well.</p>
      <p className={styles.meaning} role="status">
        {trouble}
      </p>
      <Button disabled={readOnly || running} onClick={() => start.mutate({})}>
        {running ? 'Reading…' : 'Read them without'}
      </Button>
    </div>
  )
}
