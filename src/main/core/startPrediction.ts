import type { Job } from '../../shared/domain/job.ts'
import type { PredictionChoice } from '../predict/predictPosts.ts'
import { predictPosts } from '../predict/predictPosts.ts'
import type { ProjectStore } from '../store/types.ts'
import { createChangeNotice } from './changeNotice.ts'
import type { CoreParts } from './coreParts.ts'
import { projectSights } from './projectSights.ts'

/** Has a model read posts of the open project, as a job that tells of every batch. `title`: what people see it called. */
export function startPrediction(
  { options: { clock }, events, jobs, model, vision }: CoreParts,
  store: ProjectStore,
  title: string,
  choice: PredictionChoice,
): Job {
  return jobs.start('predict', title, async ({ signal, progress }) => {
    const notice = createChangeNotice(events, clock, ['project', 'posts', 'predictions'])
    try {
      const parts = { store, model, sights: projectSights(store, vision), clock }
      const report = await predictPosts(parts, choice, { signal, progress, stored: notice.add })
      return { ...report, setAside: report.setAside.map((post) => ({ ...post })) }
    } finally {
      notice.flush()
    }
  })
}
