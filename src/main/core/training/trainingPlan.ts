import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CancelSignal, Immutable } from '../../../shared/api/contract.ts'
import type { TrainingOptions, TrainingPlanDocument } from '../../../shared/api/trainingDocuments.ts'
import type { ProjectStore, StoredPost } from '../../store/types.ts'
import { missingEyes } from '../../features/vision/visionModels.ts'
import { learnsFromPictures, refusalOf } from '../../train/startingKinds.ts'
import { usualEpochs } from '../../train/usualEpochs.ts'
import { findPack, modelsFolder } from '../modelPacks.ts'
import { trainingFolder } from './trainingFolders.ts'
import type { Part } from './trainingPosts.ts'
import { chosenPosts, partOf, whichOf } from './trainingPosts.ts'
import { expectedSeconds, readTrainings } from './trainingRecord.ts'

/** Fewer held-out posts than this say little about a model. */
const FEW_HELD_OUT = 20

const BLIND = 'Pictures cannot be looked at on this machine: the model learns from words alone.'

/** Counts what a training would learn from and be scored on, and says what speaks against it. */
export async function planTraining(
  store: Pick<ProjectStore, 'posts' | 'folder'>,
  options: Immutable<TrainingOptions>,
  signal?: CancelSignal,
): Promise<TrainingPlanDocument> {
  const parts = { train: new PartCount(), 'held-out': new PartCount() }
  const from = { signal, which: whichOf(options) }
  let kept = 0
  const choose = (post: StoredPost): Part | null => {
    const part = partOf(post, options)
    if (part === 'train' && KEPT_SPLITS.has(post.split ?? '')) kept++
    return part
  }
  for await (const post of chosenPosts(store, choose, from)) parts[post.part].add(post)
  const { train, 'held-out': heldOut } = parts
  const models = modelsFolder(store)
  const epochs = options.epochs ?? usualEpochs(options.kind, options.base !== null)
  const problem = await problemOf(store.folder, models, options, train)
  const looks =
    problem === null && (await learnsFromPictures(options.kind, baseFolder(store.folder, options.base)))
  const blind = looks && missingEyes() !== null && train.pictures > 0
  const time = expectedSeconds(options.kind, train.words, epochs, await readTrainings(models))
  return {
    train: { ...train.counts(looks && !blind), reviewed: train.reviewed, epochs },
    heldOut: heldOut.counts(looks && !blind),
    ...time,
    problem,
    warnings: [...warningsOf(train, heldOut), ...keptWarning(kept), ...(blind ? [BLIND] : [])],
  }
}

/** What data sets keep for scoring alone. */
const KEPT_SPLITS: ReadonlySet<string> = new Set(['dev', 'valid', 'test'])

function keptWarning(posts: number): string[] {
  return posts === 0
    ? []
    : [
        `${posts} of the posts to learn from are of the splits dev, valid or test: a score on those then says nothing of new posts. Hold those splits out to keep it.`,
      ]
}

class PartCount {
  posts = 0
  reviewed = 0
  words = 0
  pictures = 0
  readonly #types = new Map<string, number>()

  add({
    line,
    types,
    reviewed,
  }: {
    line: { tokens: readonly string[]; image: string | null }
    types: readonly string[]
    reviewed: boolean
  }): void {
    this.posts++
    this.words += line.tokens.length
    if (reviewed) this.reviewed++
    if (line.image !== null) this.pictures++
    for (const type of types) this.#types.set(type, (this.#types.get(type) ?? 0) + 1)
  }

  get spans(): number {
    return [...this.#types.values()].reduce((sum, count) => sum + count, 0)
  }

  counts(looks: boolean): TrainingPlanDocument['heldOut'] {
    const types = [...this.#types].sort(([a], [b]) => (a < b ? -1 : 1))
    const pictures = looks ? this.pictures : 0
    return {
      posts: this.posts,
      pictures,
      spans: this.spans,
      types: types.map(([type, spans]) => ({ type, spans })),
    }
  }
}

function baseFolder(projectFolder: string, base: string | null): string | null {
  return base === null ? null : findPack(projectFolder, base)
}

async function problemOf(
  projectFolder: string,
  models: string,
  { name, kind, base }: Immutable<TrainingOptions>,
  train: PartCount,
): Promise<string | null> {
  if (existsSync(trainingFolder(models, name)))
    return `A training of the name "${name}" is unfinished. Let it go on, throw it away, or choose another name.`
  if (existsSync(join(models, name)))
    return `There is a model of the name "${name}" already. Choose another name.`
  if (train.posts === 0)
    return 'No labelled post is chosen to learn from. Review some posts, or choose a split with labels.'
  if (train.spans === 0)
    return 'The chosen posts hold no span: there is nothing to learn. Review posts with entities.'
  if (base === null) return null
  const folder = baseFolder(projectFolder, base)
  if (folder === null) return `There is no model "${base}" to start from. Choose one from the list.`
  return refusalOf(kind, folder)
}

function warningsOf(train: PartCount, heldOut: PartCount): string[] {
  const warnings: string[] = []
  if (heldOut.posts === 0) warnings.push('No post is held out, so that the new model will have no score.')
  else if (heldOut.posts < FEW_HELD_OUT)
    warnings.push(`Only ${heldOut.posts} posts are held out: the score will be rough.`)
  if (train.reviewed < train.posts)
    warnings.push(
      `${train.posts - train.reviewed} of ${train.posts} posts were imported with labels and not reviewed.`,
    )
  return warnings
}
