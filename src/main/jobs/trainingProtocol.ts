import type { ComparisonDocument, TrainedDocument } from '../../shared/api/trainingDocuments.ts'
import type { WorkbenchErrorKind } from '../../shared/api/workbenchError.ts'
import type { ProjectTraining } from '../train/projectTraining.ts'
import type { TrainProgress } from '../train/trainingRun.ts'

/** Two packs, and a file of labelled posts that both read. */
export interface ComparisonTask {
  readonly first: string
  readonly second: string
  readonly posts: string
  /** Folder of what was seen in their pictures; null: no picture is shown. */
  readonly sights: string | null
  readonly threads: number
}

/** What a training process is told: one task, and perhaps to stop. */
export type TrainingRequest =
  | { readonly type: 'train'; readonly task: ProjectTraining }
  | { readonly type: 'compare'; readonly task: ComparisonTask }
  | { readonly type: 'stop' }

export type TaskResult = Omit<TrainedDocument, 'model'> | ComparisonDocument

export type TrainingReply =
  | { readonly type: 'progress'; readonly progress: TrainProgress }
  | { readonly type: 'done'; readonly result: TaskResult }
  | { readonly type: 'failed'; readonly kind: WorkbenchErrorKind; readonly message: string }
