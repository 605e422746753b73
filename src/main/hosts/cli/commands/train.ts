import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { WorkbenchError } from '../../../../shared/api/workbenchError.ts'
import type { Json } from '../../../../shared/domain/json.ts'
import { requireKind, requirePosts } from '../../../core/requireKind.ts'
import { missingEyes } from '../../../features/vision/visionModels.ts'
import { learnsFromPictures } from '../../../train/startingKinds.ts'
import type { DataSet } from '../../../train/trainingData.ts'
import { DEFAULT_RECIPE, NETWORK_SIZES, plainSet, readRecipeFile } from '../../../train/recipe.ts'
import { usualEpochs } from '../../../train/usualEpochs.ts'
import { usualTraining } from '../../../train/usualTraining.ts'
import type { Recipe } from '../../../train/recipe.ts'
import type { PublishedModel } from '../../../train/publishModel.ts'
import type { TrainContext } from '../../../train/trainingRun.ts'
import { PARTS } from '../../../vsgn/network/config.ts'
import { requirePackPlace } from '../../../vsgn/packPlace.ts'
import { MODEL_KINDS } from '../../../../shared/domain/modelKind.ts'
import type { ModelKind } from '../../../../shared/domain/modelKind.ts'
import type { Arguments } from '../arguments.ts'
import type { Command, CommandContext } from '../command.ts'
import { listOf } from '../listArgument.ts'
import { packFolder } from '../packArgument.ts'
import { namedPositionals, openProject } from '../projectArgument.ts'
import { lookingAtPictures, picturesFolder } from '../pictureArgument.ts'
import { chosenReading, READING_OPTIONS } from '../readingOptions.ts'
import { UsageError } from '../usageError.ts'

const TRAINING_DEVICES = ['cpu', 'webgpu'] as const

export const trainCommand: Command = {
  name: 'train',
  summary: 'trains or continues a model and writes a model pack',
  positionals: 'OUT',
  options: {
    data: { value: 'FILE', many: true, help: 'labelled posts to train on' },
    dev: { value: 'FILE', help: 'labelled posts that choose the best epoch' },
    project: { value: 'PROJECT', help: 'trains on the reviewed posts of a project as well' },
    ...READING_OPTIONS,
    captions: { value: 'FILE', help: 'captions of the posts (default: those in a zip)' },
    pictures: { value: 'DIR', help: 'pictures of the posts (default: those in a zip)' },
    from: { value: 'PACK', help: 'continues from this model pack, or bundled; a baseline takes its words' },
    'mean-with': {
      value: 'PACK',
      many: true,
      help: 'packs like that of --from, trained with other seeds: continues from the mean of all',
    },
    over: {
      value: 'PACK',
      help: 'a model that a linear-crf learns to correct (or bundled); the new pack holds both',
    },
    kind: { value: MODEL_KINDS.join('|'), help: 'what to train (default vsgn); linear-crf takes seconds' },
    size: { value: NETWORK_SIZES.join('|'), help: 'size of the network (default compact)' },
    bert: {
      value: 'DIR',
      help: 'BERT model that the full size starts from (config, vocabulary, safetensors)',
    },
    without: { value: PARTS.join(','), help: 'parts of the network to leave out' },
    seed: { value: 'N', help: `start of all random numbers (default ${DEFAULT_RECIPE.seed})` },
    epochs: {
      value: 'N',
      help: `passes over the data; 0 with --from scores it and writes it anew, or the mean with others (default ${usualEpochs('vsgn', false)}, with --from ${usualEpochs('vsgn', true)}; BiLSTM ${usualEpochs('bilstm-crf', false)}, linear-crf ${usualEpochs('linear-crf', false)})`,
    },
    config: { value: 'FILE', help: 'a training config; the other options win over it' },
    resume: { help: 'goes on from where the same training was stopped' },
    device: { value: TRAINING_DEVICES.join('|'), help: 'where training steps are taken (default cpu)' },
    threads: { value: 'N', help: 'processor threads (default all); equal counts give equal weights' },
  },
  example: 'vsgn train my-model --data train.txt --dev dev.txt --from bundled --epochs 3',
  run: async (args, context) => {
    const out = resolve(namedPositionals(args, ['OUT']).OUT)
    const from = args.text('from')
    const over = args.text('over')
    const kind = args.choice('kind', MODEL_KINDS, 'vsgn')
    const meanWith = args.texts('mean-with')
    if (meanWith.length > 0 && (from === null || kind !== 'vsgn'))
      throw new UsageError(
        '--mean-with names further packs of a vsgn beside that of --from: add --from PACK.',
      )
    if (over !== null && kind !== 'linear-crf')
      throw new UsageError(`--over is of the linear-crf; a ${kind} continues a model with --from.`)
    // Beside the pack, so that the same command finds it again; hidden, so that it is not taken for a pack.
    const cacheFolder = join(dirname(out), `.${basename(out)}.training`)
    const folder = await mkdtemp(join(tmpdir(), 'vsgn-train-'))
    try {
      const reviewed = await reviewedPosts(args, kind, folder, context)
      const recipe = await readOptions(args, kind, basename(out), reviewed)
      await requirePackPlace(out)
      // Loaded when it is wanted: it brings the engine with it.
      const { trainAnyModel } = await import('../../../train/trainAnyModel.ts')
      const options = {
        recipe,
        out,
        cacheFolder,
        resume: args.has('resume'),
        from: from === null ? null : packFolder(from),
        meanWith: meanWith.map(packFolder),
        over: over === null ? null : packFolder(over),
        device: args.choice('device', TRAINING_DEVICES, 'cpu'),
        threads: args.integer('threads', 1) ?? availableParallelism(),
      }
      const published = await lookingAtPictures(context, (look) =>
        trainAnyModel(kind, options, { ...trainContext(context), look }),
      )
      // Word vectors took long to learn and serve the next training; without them nothing is left in there.
      if (recipe.text === null) await rm(cacheFolder, { recursive: true, force: true })
      return { document: published as unknown as Json, report: reportLines(published) }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function readOptions(
  args: Arguments,
  kind: ModelKind,
  name: string,
  reviewed: DataSet | null,
): Promise<Recipe> {
  const changes = { seed: args.integer('seed', 0), epochs: args.integer('epochs', 0) }
  const without = listOf(args, 'without', PARTS)
  if (kind !== 'vsgn' && without.length > 0)
    throw new UsageError(`--without leaves out parts of the vsgn; a ${kind} has none of them.`)
  const base = await baseRecipe(args, kind, name)
  const epochs = changes.epochs ?? base.epochs
  if (epochs === 0 && args.text('from') === null)
    throw new UsageError(
      '--epochs 0 trains nothing: it scores and writes the pack of --from. Add --from PACK.',
    )
  const captions = args.text('captions')
  const pictures = await picturesFolder(args)
  const reading = chosenReading(args)
  const setOf = async (file: string): Promise<DataSet> => {
    await requirePosts(resolve(file))
    return plainSet(resolve(file), captions === null ? null : resolve(captions), pictures, reading)
  }
  const given = await Promise.all(args.texts('data').map(setOf))
  const data = [...base.data, ...given, ...(reviewed === null ? [] : [reviewed])]
  if (data.length === 0 && epochs > 0)
    throw new UsageError('--data FILE is missing (or --project, or --config).')
  const dev = args.text('dev')
  return {
    ...base,
    data,
    dev: dev === null ? base.dev : [await setOf(dev)],
    network: without.length === 0 ? base.network : { ...base.network, without },
    seed: changes.seed ?? base.seed,
    epochs,
  }
}

/** The config file, or what is usual for a network of the size that is asked for or of the pack to continue from. */
async function baseRecipe(args: Arguments, kind: ModelKind, name: string): Promise<Recipe> {
  const [config, from, bert] = [args.text('config'), args.text('from'), args.text('bert')]
  const size = args.choice('size', NETWORK_SIZES, null)
  if (size !== null || bert !== null) refuseSize(kind, from !== null)
  const recipe: Recipe =
    config === null
      ? {
          ...(await usualTraining(kind, size ?? 'compact', from === null ? null : packFolder(from))),
          name,
          data: [],
          dev: [],
        }
      : await readRecipeFile(resolve(config), process.env)
  if (size !== null && size !== recipe.size)
    throw new UsageError(
      `The config trains the ${recipe.size} size: write "size" there, or leave out --size.`,
    )
  if (bert === null) return recipe
  if (recipe.size !== 'full')
    throw new UsageError('--bert is what the full size starts from: add --size full.')
  await requireKind(resolve(bert), 'folder')
  return { ...recipe, bert: resolve(bert) }
}

function refuseSize(kind: ModelKind, fromPack: boolean): void {
  if (kind !== 'vsgn') throw new UsageError(`--size and --bert are of the vsgn; a ${kind} has neither.`)
  if (fromPack)
    throw new UsageError('A pack keeps its size and its words: leave out --size and --bert with --from.')
}

/** The reviewed posts of a project as a file in `folder`; null: no project was named. */
async function reviewedPosts(
  args: Arguments,
  kind: ModelKind,
  folder: string,
  { withCore, say }: CommandContext,
): Promise<DataSet | null> {
  const path = args.text('project')
  if (path === null) return null
  const file = join(folder, 'reviewed.jsonl')
  return withCore(async (core) => {
    const { location } = await openProject(core, path)
    const { posts, heldOut, pictures } = await core.client.call('training.save', { token: core.token(file) })
    if (posts === 0)
      throw new WorkbenchError(
        'refused',
        `${path} holds no reviewed posts to train on. Review some of its posts, or leave out --project.`,
      )
    if (heldOut > 0)
      say(
        `Trainings in the workbench hold out ${heldOut} of these ${posts} reviewed posts; this one learns from them, so a comparison on them will flatter it.`,
      )
    const looks = pictures > 0 && (await looksAtPictures(args, kind))
    const blind = looks ? missingEyes() : null
    if (blind !== null) say(`The pictures of ${path} are left out. ${blind}`)
    return plainSet(file, null, looks && blind === null ? join(location, 'media') : null)
  })
}

/** As a training in the workbench: what cannot learn to read pictures is shown none. */
async function looksAtPictures(args: Arguments, kind: ModelKind): Promise<boolean> {
  if (listOf(args, 'without', PARTS).includes('picture')) return false
  const pack = args.text(kind === 'linear-crf' ? 'over' : 'from')
  return learnsFromPictures(kind, pack === null ? null : packFolder(pack))
}

function trainContext({ signal, showProgress, say }: CommandContext): TrainContext {
  return {
    signal,
    told: say,
    onProgress: ({ stage, done, total, unit, loss, secondsLeft, epoch }) => {
      if (epoch !== null) {
        const scores = Object.entries(epoch.dev).map(([name, f1]) => `${name} F1 ${f1.toFixed(2)}`)
        say([`Epoch ${epoch.epoch}: loss ${epoch.loss.toFixed(4)}`, ...scores].join(', '))
      }
      const note = loss === null ? '' : `loss ${loss.toFixed(4)}`
      showProgress.show({ title: `Train, ${stage}`, done, total, unit, note, secondsLeft })
    },
  }
}

function reportLines({ folder, sha256, epoch, dev, test }: PublishedModel): string[] {
  const scores = Object.entries({ ...dev, ...test }).map(
    ([name, { micro }]) => `${name}: precision ${micro.precision}, recall ${micro.recall}, F1 ${micro.f1}`,
  )
  return [`Wrote ${folder} (${sha256.slice(0, 12)}…), weights of epoch ${epoch}.`, ...scores]
}
