import { setImmediate as nextTurn } from 'node:timers/promises'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { hasGold } from '../../shared/domain/post.ts'
import { CONTROL_WORDS } from '../../shared/domain/reading.ts'
import type { Control } from '../../shared/domain/reading.ts'
import { uncut } from '../../shared/domain/recut.ts'
import { seededRandom } from '../../shared/domain/seededRandom.ts'
import { readsThesePictures } from '../features/vision/readsPictures.ts'
import type { Sighting } from '../features/vision/sighting.ts'
import type { ModelInfo, ModelInput } from '../jobs/modelProtocol.ts'
import type { Prediction, ProjectStore, StoredPost } from '../store/types.ts'
import { timestamp } from '../system/clock.ts'
import { lengthBatches } from './lengthBatches.ts'
import { modelInput } from './modelInput.ts'
import type { PredictionControl, PredictionParts } from './predictPosts.ts'
import { inProjectTypes, sharedTypes } from './projectTypes.ts'
import { createSteadyTagger } from './steadyTagger.ts'
import type { SteadyTagger } from './steadyTagger.ts'

export interface ControlParts extends Omit<PredictionParts, 'store'> {
  readonly store: Pick<ProjectStore, 'labels' | 'posts' | 'predictions' | 'readings'>
}

export interface ControlChoice {
  /** Folder of the pack that made the current run. */
  readonly pack: string
  readonly controls: readonly Control[]
  /** Posts with gold, those that were reviewed or corrected, or every post with a picture. */
  readonly which: 'all' | 'reviewed' | 'corrected' | 'pictured'
  /** Posts drawn at random; null: every one. */
  readonly limit: number | null
}

/** `leftOut`: controls that cannot change what this model says, because it reads no such input. */
export interface ControlReport {
  readonly posts: number
  readonly controls: Control[]
  readonly leftOut: Control[]
  readonly seconds: number
}

/** Posts in memory at a time, and posts that the model reads at a time. */
const CHUNK = 256
const BATCH = 32
/** The order is a fixed one, so that a control can be had again. */
const SEED = 1

/**
 * Has the model of the current run read chosen posts of it once more under each control. Posts are taken in a shuffled
 * order, and under `shuffled` each is given picture and caption of the next one in it: nobody keeps their own, and no
 * picture is looked at twice. What is found stands beside the run; predictions stay as they are.
 *
 * @throws WorkbenchError `refused`: no run, no such posts, or a model that reads words alone; `model`; `cancelled`.
 */
export async function predictControls(
  { store, model, sights, clock }: ControlParts,
  { pack, controls, which, limit }: ControlChoice,
  { signal, progress }: Omit<PredictionControl, 'stored'>,
): Promise<ControlReport> {
  const run = store.predictions.current()?.id
  if (run === undefined)
    throw new WorkbenchError('refused', 'No model has read these posts yet. Predict with one first.')
  progress({ unit: 'posts', note: 'Loading the model' })
  const tagger = await createSteadyTagger(model, pack, 'auto', (note) => progress({ note }))
  const { info } = tagger
  const chosen = controls.filter((control) => tells(control, info))
  if (chosen.length === 0)
    throw new WorkbenchError(
      'refused',
      `${info.name} reads neither pictures nor captions as this project has them, so it would say the same. Choose a model that does.`,
    )
  const order = shuffled(await chosenPosts(store, run, which, signal)).slice(0, limit ?? undefined)
  if (order.length < 2)
    throw new WorkbenchError('refused', 'Fewer than two such posts were read by this model.')
  const begun = clock.now()
  const evidence = readsThesePictures(info) ? sights : undefined
  const reader = {
    tagger,
    types: sharedTypes(info, store.labels),
    see: async (id: number): Promise<Seen> => {
      if (signal.aborted) throw stopped()
      const post = uncut(store.posts.get(id))
      return { post, tokens: post.tokens, sighting: (await evidence?.of(post.picture)) ?? null }
    },
  }
  const total = order.length * chosen.length
  progress({ done: 0, total, note: info.note })
  for (const control of chosen) store.readings.begin({ run, control }, timestamp(clock))
  try {
    for (let start = 0; start < order.length; start += CHUNK) {
      const pairs = await pairsOf(order, start, reader.see)
      for (const [place, control] of chosen.entries())
        for (const [part, batch] of lengthBatches(pairs, BATCH).entries()) {
          if (signal.aborted) throw stopped()
          store.readings.add({ run, control }, await readBatch(reader, batch, control))
          progress({
            done: start * chosen.length + place * pairs.length + Math.min((part + 1) * BATCH, pairs.length),
            note: CONTROL_WORDS[control],
          })
        }
    }
    for (const control of chosen) store.readings.finish({ run, control })
  } catch (error) {
    store.readings.forgetUnfinished()
    throw error
  }
  return {
    posts: order.length,
    controls: chosen,
    leftOut: controls.filter((control) => !chosen.includes(control)),
    seconds: Math.round((clock.now() - begun) / 10) / 100,
  }
}

/** Whether a model could say something else under a control. */
function tells(control: Control, info: ModelInfo): boolean {
  const pictures = readsThesePictures(info)
  if (control === 'no-picture') return pictures
  return control === 'no-caption' ? info.inputs.caption : pictures || info.inputs.caption
}

/** Other calls get their turn between batches of posts. */
async function chosenPosts(
  store: ControlParts['store'],
  run: number,
  which: ControlChoice['which'],
  signal: AbortSignal,
): Promise<number[]> {
  const choice = { run, which: which === 'reviewed' ? which : 'all' } as const
  const ids: number[] = []
  for (let position = 0; ;) {
    if (signal.aborted) throw stopped()
    const posts = store.posts.after(position, CHUNK, choice)
    const last = posts.at(-1)
    if (last === undefined) return ids
    position = last.position
    for (const post of posts) if (isChosen(post, which)) ids.push(post.id)
    await nextTurn()
  }
}

function isChosen(post: StoredPost, which: ControlChoice['which']): boolean {
  if (which === 'pictured') return post.picture?.state === 'ok'
  return hasGold(post) && (which !== 'corrected' || post.revision > 0)
}

function stopped(): WorkbenchError {
  return new WorkbenchError('cancelled', 'The controls were stopped. What they had found is not kept.')
}

function shuffled(ids: readonly number[]): number[] {
  const random = seededRandom(SEED)
  const order = [...ids]
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[order[last], order[other]] = [order[other] as number, order[last] as number]
  }
  return order
}

interface Seen {
  readonly post: ReturnType<ProjectStore['posts']['get']>
  readonly tokens: readonly string[]
  readonly sighting: Sighting | null
}

/** A post and the one whose picture and caption it is given under `shuffled`. */
interface Pair extends Seen {
  readonly other: Seen
}

async function pairsOf(
  order: readonly number[],
  start: number,
  see: (id: number) => Promise<Seen>,
): Promise<Pair[]> {
  const length = Math.min(CHUNK, order.length - start)
  // One after the other, as the detectors look at them anyway: a stop need not wait for the rest.
  const seen: Seen[] = []
  for (let offset = 0; offset <= length; offset++)
    seen.push(await see(order[(start + offset) % order.length] as number))
  return seen.slice(0, length).map((own, index) => ({ ...own, other: seen[index + 1] as Seen }))
}

async function readBatch(
  { tagger, types }: { readonly tagger: SteadyTagger; readonly types: ReadonlySet<string> },
  batch: readonly Pair[],
  control: Control,
): Promise<Prediction[]> {
  const readings = await tagger.read(batch.map((pair) => controlled(pair, control)))
  return batch.flatMap(({ post }, index): Prediction[] => {
    const reading = readings[index] ?? null
    return reading === null ? [] : [{ postId: post.id, spans: inProjectTypes(reading, types) }]
  })
}

/** What the model is shown of a post. Without its caption, neither is what was found or printed in the picture said. */
function controlled({ post, sighting, other }: Pair, control: Control): ModelInput {
  const sight = sighting?.sight ?? null
  if (control === 'no-picture') return modelInput(post.tokens, post.caption, null)
  if (control === 'no-caption') return { ...modelInput(post.tokens, post.caption, sight), caption: null }
  return modelInput(post.tokens, other.post.caption, other.sighting?.sight ?? null)
}
