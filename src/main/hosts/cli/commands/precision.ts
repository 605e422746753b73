import { availableParallelism } from 'node:os'
import { basename, resolve } from 'node:path'
import { WorkbenchError } from '../../../../shared/api/workbenchError.ts'
import { requireKind, requirePosts } from '../../../core/requireKind.ts'
import { changeServing } from '../../../train/changeServing.ts'
import { plainSet, readRecipeFile } from '../../../train/recipe.ts'
import type { Recipe } from '../../../train/recipe.ts'
import { measurePrecisions } from '../../../train/servingPrecision.ts'
import { loadSets } from '../../../train/trainingData.ts'
import { readManifest } from '../../../vsgn/modelPack.ts'
import { servedIn } from '../../../vsgn/packManifest.ts'
import type { Arguments } from '../arguments.ts'
import type { Command } from '../command.ts'
import { packFolder } from '../packArgument.ts'
import { lookingAtPictures, picturesFolder } from '../pictureArgument.ts'
import { namedPositionals } from '../projectArgument.ts'
import { chosenReading, READING_OPTIONS } from '../readingOptions.ts'
import { UsageError } from '../usageError.ts'

export const precisionCommand: Command = {
  name: 'precision',
  summary: 'scores a pack in float32 and in int8 on dev posts; --write has it served in the one that fits',
  positionals: 'PACK',
  options: {
    data: { value: 'FILE', many: true, help: 'labelled dev posts' },
    ...READING_OPTIONS,
    captions: { value: 'FILE', help: 'captions of the posts (default: those in a zip)' },
    pictures: { value: 'DIR', help: 'pictures of the posts (default: those in a zip)' },
    config: {
      value: 'FILE',
      help: 'a training config, whose dev sets are read (and its test sets, for the card)',
    },
    write: { help: 'writes the choice into the pack and scores its card anew, which changes its hash' },
  },
  example: 'vsgn precision models/news --data dev.txt --write',
  run: async (args, context) => {
    const { signal, say } = context
    const folder = packFolder(namedPositionals(args, ['PACK']).PACK)
    await readManifest(folder)
    const named = await setsOf(args)
    const { dev, test } = await lookingAtPictures(context, async (look) => ({
      dev: await loadSets(named.dev, { look, told: say }),
      test: await loadSets(args.has('write') ? named.test : [], { look, told: say }),
    }))
    const threads = availableParallelism()
    say('Reading the posts in both precisions.')
    const posts = dev.map((set) => set.posts)
    const serving = await measurePrecisions(folder, posts, threads, signal)
    if (serving === null)
      throw new WorkbenchError(
        'refused',
        `There is nothing to choose for ${basename(folder)}: it is a linear CRF, or the files hold no posts.`,
      )
    if (args.has('write')) {
      const tell = (stage: string): void => say(`${stage} for the card`)
      await changeServing(folder, serving, { dev, test }, threads, tell, signal)
    }
    const { manifest, sha256 } = await readManifest(folder)
    const { precision, devF1 } = serving
    const served = servedIn(manifest)
    return {
      document: { model: { name: manifest.name, sha256 }, precision, served, devF1 },
      report: [
        `${manifest.name}: F1 ${devF1.float32.toFixed(2)} in float32, ${devF1.int8.toFixed(2)} in int8.`,
        `${precision} fits it; it is served in ${served}.`,
      ],
    }
  },
}

/** The dev sets that are asked for, and the test sets of the config for the card. */
async function setsOf(args: Arguments): Promise<Pick<Recipe, 'dev' | 'test'>> {
  const [data, config, captions] = [args.texts('data'), args.text('config'), args.text('captions')]
  if (data.length === 0 && config === null)
    throw new UsageError('--data FILE is missing (or --config FILE, whose dev sets are read).')
  const pictures = await picturesFolder(args)
  const reading = chosenReading(args)
  for (const file of data) await requirePosts(resolve(file))
  const given = [...(captions === null ? [] : [captions]), ...(config === null ? [] : [config])]
  for (const file of given) await requireKind(resolve(file), 'file')
  const configured = config === null ? null : await readRecipeFile(resolve(config), process.env)
  const plain = data.map((file) =>
    plainSet(resolve(file), captions === null ? null : resolve(captions), pictures, reading),
  )
  return { dev: [...(configured?.dev ?? []), ...plain], test: configured?.test ?? [] }
}
