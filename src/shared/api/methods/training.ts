import { z } from '../zod.ts'
import { count, nothing, read, write } from '../method.ts'
import { job } from '../schemas.ts'
import {
  curvePoint,
  modelName,
  trainedDocument,
  trainingOptions,
  trainingPlan,
  unfinishedTraining,
} from '../trainingDocuments.ts'

/** Methods that make models of reviewed posts. */
export const trainingMethods = {
  /** What a training would learn from and be scored on, and how long it takes. Changes nothing. */
  'training.plan': read(trainingOptions, trainingPlan),
  /**
   * Takes the posts as they are now and trains in a process of its own, while review goes on. `detail` of the job is a
   * `trainingDetail`, its result a `trainedDocument`; cancelling it keeps what it has learned for `training.resume`.
   * Refused while a training of this name is unfinished.
   */
  'training.start': write(trainingOptions, job),
  /**
   * Writes the reviewed posts for a training outside of the project: JSONL whose `image` names a file in the `media`
   * folder of the project. `heldOut`: how many are of those that trainings of the project score on; `pictures`: how
   * many have one that can be read.
   */
  'training.save': read(
    z.strictObject({ token: z.string() }),
    z.strictObject({ posts: count, heldOut: count, pictures: count }),
  ),
  'training.unfinished': read(nothing, z.array(unfinishedTraining)),
  /** Goes on with the posts it was started with, to the very weights it would have had. */
  'training.resume': write(z.strictObject({ name: modelName }), job),
  /** Throws an unfinished training away; a running one is refused. */
  'training.discard': write(z.strictObject({ name: modelName }), nothing),
  /** Trainings of the project, oldest first. */
  'training.curve': read(nothing, z.array(curvePoint)),
  /** What a training of the project came to; null: it is not kept. */
  'training.outcome': read(z.strictObject({ name: modelName }), trainedDocument.nullable()),
} as const
