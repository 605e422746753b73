import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { canonicalType } from '../../shared/domain/labels.ts'
import type { PostPicture } from '../../shared/domain/post.ts'
import { readsThesePictures } from '../features/vision/readsPictures.ts'
import type { Sighting } from '../features/vision/sighting.ts'
import type { ModelClient } from '../jobs/modelClient.ts'
import type { Device } from '../jobs/modelProtocol.ts'
import type { Progress } from '../jobs/progress.ts'
import type { Prediction, ProjectStore, StoredPost } from '../store/types.ts'
import type { Clock } from '../system/clock.ts'
import { timestamp } from '../system/clock.ts'
import { modelInput } from './modelInput.ts'
import { pendingBatches } from './pendingBatches.ts'
import { inProjectTypes, sharedTypes } from './projectTypes.ts'
import { createSteadyTagger } from './steadyTagger.ts'
import type { SteadyTagger } from './steadyTagger.ts'

export interface PredictionParts {
  readonly store: Pick<ProjectStore, 'labels' | 'posts' | 'predictions'>
  readonly model: ModelClient
  /** Looks at pictures for models that read them; missing: none is looked at. */
  readonly sights?: PictureEvidence
  readonly clock: Clock
}

/** Looks at the pictures of posts. */
export interface PictureEvidence {
  /** Whether the detectors are on this machine. */
  canLook(): boolean
  /** What was seen; null: there is no picture. Never rejects. */
  of(picture: PostPicture | null): Promise<Sighting | null>
}

export interface PredictionChoice {
  /** Folder of the model pack. */
  readonly pack: string
  readonly device: Device
  /** Reviewed posts are left alone unless `all`. */
  readonly which: 'unreviewed' | 'all'
  /** At most so many posts; null: all. */
  readonly limit: number | null
}

export interface PredictionControl {
  readonly signal: AbortSignal
  readonly progress: (progress: Partial<Progress>) => void
  /** These posts have a prediction from now on. */
  readonly stored: (postIds: readonly number[]) => void
}

/** The document of the command line. Counts are of this call; `already` were predicted by the same model before. */
export interface PredictionReport {
  tweets: number
  spans: number
  readonly model: { readonly name: string; readonly sha256: string }
  /** Where it ran at the end. */
  device: string
  /** Why it went on on the CPU; null: the device held. */
  deviceFailure: string | null
  /** Without the loading of the model. */
  seconds: number
  tweetsPerSecond: number
  /** Posts that stopped the model process three times. */
  readonly setAside: { id: string; message: string }[]
  readonly already: number
  /** Types of the model that the project does not have; spans of these types are not stored. */
  readonly typesLeftOut: readonly string[]
  /** Pictures the model was shown, and those that could not be looked at with the reason of the first. */
  readonly pictures: { shown: number; failed: number; reason: string | null }
}

/**
 * Pre-annotates posts that the current run of this model has not read. Every batch is stored in one transaction, so
 * an end of the program at any moment loses at most two batches and the next call goes on from there.
 *
 * @throws WorkbenchError `model`: the pack is refused or its process does not stay up; `cancelled`.
 */
export async function predictPosts(
  { store, model, sights, clock }: PredictionParts,
  { pack, device, which, limit }: PredictionChoice,
  { signal, progress, stored }: PredictionControl,
): Promise<PredictionReport> {
  progress({ unit: 'posts', note: 'Loading the model' })
  const tagger = await createSteadyTagger(model, pack, device, (note) => {
    report.device = tagger.info.device
    report.deviceFailure = note
    progress({ note })
  })
  const { info } = tagger
  const types = sharedTypes(info, store.labels)
  const evidence = readsThesePictures(info) ? sights : undefined
  const run = store.predictions.startRun({
    model: info.name,
    sha256: info.sha256,
    device: info.device,
    at: timestamp(clock),
  })
  const choice = { which, unseen: evidence?.canLook() ?? false }
  const pending = store.predictions.pendingCount(run, choice)
  const wanted = Math.min(limit ?? pending, pending)
  const report: PredictionReport = {
    tweets: 0,
    spans: 0,
    model: { name: info.name, sha256: info.sha256 },
    device: info.device,
    deviceFailure: null,
    seconds: 0,
    tweetsPerSecond: 0,
    setAside: [],
    already: store.posts.count({ which }) - pending,
    typesLeftOut: info.labels.filter((label) => !types.has(canonicalType(label))),
    pictures: { shown: 0, failed: 0, reason: null },
  }
  const begun = clock.now()
  progress({ done: 0, total: wanted, note: info.note })

  let read = 0
  let unstored: Predicted | null = null
  const storeRead = (): void => {
    if (unstored === null) return
    const { batch, predictions } = unstored
    unstored = null
    // A post can be reviewed between being read and being predicted.
    const kept =
      which === 'all' ? predictions : predictions.filter(({ postId }) => isUnreviewed(store, postId))
    report.tweets += store.predictions.store(run, kept)
    report.spans += kept.reduce((sum, { spans }) => sum + spans.length, 0)
    read += batch.length
    stored(kept.map(({ postId }) => postId))
    progress({ done: read })
  }

  const batches = pendingBatches(store.predictions, run, choice, wanted)
  const lookAhead = (): Seen | null => {
    const { value: batch } = batches.next()
    return batch === undefined ? null : { batch, sightings: sightingsOf(batch, evidence) }
  }
  for (let next = lookAhead(); next !== null;) {
    if (signal.aborted) {
      storeRead()
      throw cancelled(read, wanted)
    }
    const { batch } = next
    const sightings = await next.sightings
    countPictures(sightings, report)
    // The model is not kept waiting: while it reads a batch the one before is stored, and the pictures of the one after
    // are looked at.
    const [predictions, following] = await Promise.all([
      predictBatch(tagger, batch, sightings, types, report),
      Promise.resolve().then(() => {
        storeRead()
        return lookAhead()
      }),
    ])
    unstored = { batch, predictions }
    next = following
  }
  storeRead()

  const seconds = (clock.now() - begun) / 1000
  report.seconds = rounded(seconds)
  report.tweetsPerSecond = seconds > 0 ? rounded(report.tweets / seconds) : 0
  return report
}

/** A batch whose pictures are being looked at. */
interface Seen {
  readonly batch: readonly StoredPost[]
  readonly sightings: Promise<readonly (Sighting | null)[]>
}

/** A batch that was read and is not stored yet. */
interface Predicted {
  readonly batch: readonly StoredPost[]
  readonly predictions: readonly Prediction[]
}

function sightingsOf(
  batch: readonly StoredPost[],
  evidence: PictureEvidence | undefined,
): Promise<readonly (Sighting | null)[]> {
  return Promise.all(batch.map(async ({ picture }) => (await evidence?.of(picture)) ?? null))
}

/** A picture that cannot be looked at costs its evidence only. */
function countPictures(sightings: readonly (Sighting | null)[], { pictures }: PredictionReport): void {
  for (const sighting of sightings) {
    if (sighting?.sight != null) pictures.shown++
    else if (sighting !== null) {
      pictures.failed++
      pictures.reason ??= sighting.reason
    }
  }
}

async function predictBatch(
  tagger: SteadyTagger,
  batch: readonly StoredPost[],
  sightings: readonly (Sighting | null)[],
  types: ReadonlySet<string>,
  report: PredictionReport,
): Promise<Prediction[]> {
  const readings = await tagger.read(
    batch.map(({ tokens, caption }, index) => modelInput(tokens, caption, sightings[index]?.sight ?? null)),
  )
  const predictions: Prediction[] = []
  for (const [index, { id, externalId }] of batch.entries()) {
    const reading = readings[index]
    if (reading === undefined || reading === null) {
      const message = 'Reading this post stopped the model process three times. It has no prediction.'
      report.setAside.push({ id: externalId, message })
      continue
    }
    const sighting = sightings[index]
    const unseen = sighting?.sight === null && sighting.unavailable === true
    predictions.push({ postId: id, spans: inProjectTypes(reading, types), ...(unseen && { unseen }) })
  }
  return predictions
}

function isUnreviewed(store: PredictionParts['store'], postId: number): boolean {
  return store.posts.get(postId).state.status === 'unreviewed'
}

function cancelled(read: number, wanted: number): WorkbenchError {
  const message = `Prediction was stopped after ${read} of ${wanted} posts. What was predicted is kept; predict again to go on.`
  return new WorkbenchError('cancelled', message)
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
