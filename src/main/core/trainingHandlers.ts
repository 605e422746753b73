import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Handlers } from '../../shared/api/contract.ts'
import type { TrainedDocument, TrainingDetail } from '../../shared/api/trainingDocuments.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Job } from '../../shared/domain/job.ts'
import type { JobContext } from '../jobs/jobQueue.ts'
import { runTrainingTask } from '../jobs/trainingClient.ts'
import { timestamp } from '../system/clock.ts'
import type { ProjectStore } from '../store/types.ts'
import type { ProjectTraining } from '../train/projectTraining.ts'
import { HELD_OUT_FILE, TRAIN_FILE } from '../train/projectTraining.ts'
import { learnsFromPictures, readsPictures } from '../train/startingKinds.ts'
import { usualEpochs } from '../train/usualEpochs.ts'
import type { TrainProgress } from '../train/trainingRun.ts'
import type { CoreParts } from './coreParts.ts'
import { findPack, modelsFolder } from './modelPacks.ts'
import type { BegunTraining } from './training/trainingFolders.ts'
import { beginTraining, begunTrainings, trainingFolder } from './training/trainingFolders.ts'
import { seePictures } from './training/trainingPictures.ts'
import { planTraining } from './training/trainingPlan.ts'
import { savePosts } from './training/savePosts.ts'
import { chosenPosts, partOf, whichOf } from './training/trainingPosts.ts'
import { readOutcome, readTrainings, rememberTraining } from './training/trainingRecord.ts'
import { trainingThreads } from './training/trainingThreads.ts'

/** Making models of the labelled posts of the open project. */
export function trainingHandlers({ options: core, events, project, jobs, vision }: CoreParts) {
  /** The newest job of each training, by the folder it works in. */
  const running = new Map<string, string>()

  /** The job that waits or runs for a training; null: none does. */
  function jobOf(folder: string): string | null {
    const id = running.get(folder)
    const job = jobs.list().find((known) => known.id === id)
    return job !== undefined && (job.state === 'queued' || job.state === 'running') ? job.id : null
  }

  function startJob(store: ProjectStore, begun: BegunTraining): Job {
    const { name } = begun.options
    const models = modelsFolder(store)
    const folder = trainingFolder(models, name)
    const asked = taskOf(models, begun, store.folder)
    const job = jobs.start('train', `Train ${name}`, async (context) => {
      const task = { ...asked, sights: await sightsFor(store, asked, context) }
      const control = { signal: context.signal, onProgress: progressOf(task, context) }
      const result = await runTrainingTask(core.processes, { type: 'train', task }, control)
      const trained = { model: `project:${name}`, ...result } as TrainedDocument
      await rememberTraining(models, entryOf(begun, task.epochs, trained, timestamp(core.clock)), trained)
      await rm(folder, { recursive: true, force: true })
      events.emit('store.changed', { topics: ['models'], postIds: null })
      return trained
    })
    running.set(folder, job.id)
    return job
  }

  /** The folder of what was seen in the pictures that the new model or the old one reads; null: none are shown. */
  async function sightsFor(
    store: ProjectStore,
    { kind, base, compareWith, folder }: ProjectTraining,
    context: JobContext,
  ): Promise<string | null> {
    const needed =
      (await learnsFromPictures(kind, base)) || (compareWith !== null && (await readsPictures(compareWith)))
    const files = [TRAIN_FILE, HELD_OUT_FILE].map((file) => join(folder, file))
    return needed ? seePictures(files, { store, vision }, context) : null
  }

  const begunNow = async (): Promise<{ models: string; begun: BegunTraining[] }> => {
    const models = modelsFolder(project.need())
    return { models, begun: await begunTrainings(models) }
  }

  return {
    'training.plan': (options, { signal }) => planTraining(project.need(), options, signal),
    'training.start': async (options, { signal }) => {
      const store = project.needWritable()
      const models = modelsFolder(store)
      const { problem } = await planTraining(store, options, signal)
      if (problem !== null) throw new WorkbenchError('refused', problem)
      const compareWith =
        options.base ?? currentModel(store.folder, store.predictions.current()?.model ?? null)
      const from = { signal, which: whichOf(options) }
      const posts = chosenPosts(store, (post) => partOf(post, options), from)
      const startedAt = timestamp(core.clock)
      return startJob(store, await beginTraining(models, posts, { options, startedAt, compareWith }))
    },
    'training.save': ({ token }, { signal }) => savePosts(project.need(), core.tokens.resolve(token), signal),
    'training.unfinished': async () => {
      const { models, begun } = await begunNow()
      return begun.map(({ options: { name, kind }, posts, startedAt }) => ({
        name,
        kind,
        posts,
        startedAt,
        job: jobOf(trainingFolder(models, name)),
      }))
    },
    'training.resume': async ({ name }) => {
      const store = project.needWritable()
      const { models, begun } = await begunNow()
      const found = begun.find(({ options }) => options.name === name)
      if (found === undefined)
        throw new WorkbenchError(
          'not-found',
          `No training of the name "${name}" waits to go on. Start a new one.`,
        )
      if (jobOf(trainingFolder(models, name)) !== null)
        throw new WorkbenchError('refused', `The training "${name}" is running already.`)
      return startJob(store, found)
    },
    'training.discard': async ({ name }) => {
      const folder = trainingFolder(modelsFolder(project.needWritable()), name)
      if (jobOf(folder) !== null)
        throw new WorkbenchError('refused', `The training "${name}" is running. Stop it first.`)
      await rm(folder, { recursive: true, force: true })
      return {}
    },
    'training.curve': async () =>
      (await readTrainings(modelsFolder(project.need()))).map(({ point }) => point),
    'training.outcome': ({ name }) => readOutcome(modelsFolder(project.need()), name),
  } satisfies Partial<Handlers>
}

function taskOf(
  models: string,
  { options, compareWith }: BegunTraining,
  projectFolder: string,
): ProjectTraining {
  const { name, kind, base, epochs, seed } = options
  const other = compareWith === null ? null : findPack(projectFolder, compareWith)
  return {
    name,
    kind,
    folder: trainingFolder(models, name),
    out: join(models, name),
    base: base === null ? null : requirePack(projectFolder, base),
    compareWith: other !== null && existsSync(other) ? other : null,
    sights: null,
    epochs: epochs ?? usualEpochs(kind, base !== null),
    seed,
    threads: trainingThreads(),
  }
}

function requirePack(projectFolder: string, id: string): string {
  const folder = findPack(projectFolder, id)
  if (folder !== null) return folder
  throw new WorkbenchError('not-found', `There is no model "${id}" to start from. Choose one from the list.`)
}

/** The model whose predictions are shown, as an id; null: it is not among the models. */
function currentModel(projectFolder: string, name: string | null): string | null {
  if (name === null) return null
  return findPack(projectFolder, `project:${name}`) === null ? 'bundled' : `project:${name}`
}

function progressOf(
  { name, epochs: passes }: ProjectTraining,
  { progress }: JobContext,
): (progress: TrainProgress) => void {
  const epochs: TrainingDetail['epochs'] = []
  return ({ stage, done, total, unit, loss, epoch }) => {
    if (epoch !== null)
      epochs.push({ epoch: epoch.epoch, loss: epoch.loss, f1: Object.values(epoch.dev)[0] ?? null })
    const f1 = epochs.at(-1)?.f1 ?? null
    const note = [
      stage,
      ...(loss === null ? [] : [`loss ${loss.toFixed(4)}`]),
      ...(f1 === null ? [] : [`F1 ${f1.toFixed(2)}`]),
    ].join(', ')
    const detail: TrainingDetail = { name, stage, loss, passes, epochs: [...epochs] }
    progress({ done, total, unit, note, detail })
  }
}

function entryOf(
  { options, posts, reviewed, words, heldOut }: BegunTraining,
  epochs: number,
  { name, sha256, seconds, heldOut: score, comparison }: TrainedDocument,
  at: string,
) {
  const point = {
    at,
    name,
    kind: options.kind,
    base: options.base,
    sha256,
    posts,
    reviewed,
    seconds,
    heldOut,
    f1: score?.micro.f1 ?? null,
    interval95: score?.interval95 ?? null,
    before: comparison?.first.micro.f1 ?? null,
  }
  return { point, words, epochs }
}
