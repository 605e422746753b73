import { useState } from 'react'
import type { Job } from '../../shared/domain/job.ts'
import { useStore } from './store.ts'
import { useWorkbench } from './workbench.ts'

/** Follows one job from the answer that started it to its end, and keeps the end when the list lets go of it. */
export function useJob(started: Job | null): Job | null {
  const { jobs } = useWorkbench()
  const listed = useStore(jobs.all, (all) => all.find(({ id }) => id === started?.id))
  const [seen, setSeen] = useState<Job | null>(null)
  if (listed !== undefined && listed !== seen) setSeen(listed)
  const known = listed ?? seen
  return known?.id === started?.id ? known : started
}
